# 大機器：由影片模型重拍的影片，會問到什麼，臉會交給誰。

## 名字
engine-ltx = LTX-2.5 模型
engine-wan = Wan 2.2 模型

## 影片下面
caption-anew = { $ahead ->
    [0] 大機器正在重拍這部。
   *[other] 大機器會重拍這部，前面還有 { $ahead } 部。
 }
caption-out = 大機器休息中，先用小機器拍了。
button-retry-big = 用大機器再拍
button-cancel-big = 小機器的就好
toast-retrying-big = 大機器再試一次。
why-cost = 花了 { $cost }。

## 點頭
button-better = 高畫質版也可以
better-preview =
    還是《{ $title }》，這次由 { $engine } 拍。只有你看得到。
    { $chat } 裡的是木偶版。你不點頭就不換；到 { $time } 沒回，就當作不同意。
button-better-yes = 換成這部
button-better-no = 不用換
better-posted = 好，可以換成這部。隨時可以反悔：
better-declined = 好。影片照舊，沒有人會知道原因。
better-changing = 《{ $title }》正在修改。大機器若重拍，還是你先在這裡看到。

## 之前沒說過的：主機，和這台機器上的攝影機
told-host = 這裡的影片現在也會由別處的伺服器 { $host } 來拍。你是在那之前借出臉的，所以你的臉沒有去過那裡。只有你同意，它才會去；一起去的還有你借出的聲音，和你拿來拍片的語音原音。
told-yes = 記下了。你同意的影片，可以把你的臉交給 { $host }。
button-told-yes = 可以交給它
button-told-no = 我的留在這裡
told-engines = 這裡的影片現在也會在這台機器上由 { $engines } 來拍，片裡的臉比木偶更像真人。你是在那之前借出臉的，所以你事先給的同意不算在內：這樣的影片要先讓你看過。你說算，才算。
told-engines-yes = 記下了。你事先給的同意，對 { $engines } 拍的影片也算數。
button-told-engines-yes = 也算數
button-told-engines-no = 先讓我看
privacy-remote = { $host } 是別處一台負責拍片的伺服器。會傳給它的有：片裡發生的事、片裡說話的聲音（拿語音訊息拍的，就是那段原音），以及片中人的畫面。你的畫面，只有在你借出臉時就知道 { $host }，或後來同意過，才會傳過去。

## 給管群組的人
button-puppets-only = 這裡的影片：只用木偶
button-puppets-only-in = { $chat }：只用木偶
