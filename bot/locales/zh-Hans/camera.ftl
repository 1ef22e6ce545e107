# 大机器：由视频模型重拍的片子，会问到什么，脸会交给谁。

## 名字
engine-ltx = LTX-2.5 模型
engine-wan = Wan 2.2 模型

## 片子下面
caption-anew = { $ahead ->
    [0] 大机器正在重拍这部。
   *[other] 大机器会重拍这部，前面还有 { $ahead } 部。
 }
caption-out = 大机器歇了，先用小机器拍的。
button-retry-big = 用大机器再拍
button-cancel-big = 小机器的就好
toast-retrying-big = 大机器再试一次。
why-cost = 花了 { $cost }。

## 点头
button-better = 高画质版也可以
better-preview =
    还是《{ $title }》，这次由 { $engine } 拍。只有你看得到。
    { $chat } 里的是木偶版。你不点头就不换；到 { $time } 没回，就当不同意。
button-better-yes = 换成这部
button-better-no = 不用换
better-posted = 好，可以换成这部。随时可以反悔：
better-declined = 好。片子照旧，没人会知道原因。
better-changing = 《{ $title }》正在改。大机器若重拍，还是你先在这里看到。

## 之前没说过的：主机，和本机的摄影机
told-host = 这里的片子现在也会由别处的服务器 { $host } 来拍。你是在那之前借出脸的，所以你的脸没有去过那里。只有你同意，它才会去；一起去的还有你借出的声音，和你拿来拍片的语音原声。
told-yes = 记下了。你同意的片子，可以把你的脸交给 { $host }。
button-told-yes = 可以交给它
button-told-no = 我的留在这里
told-engines = 这里的片子现在也会在本机由 { $engines } 来拍，片里的脸比木偶像真人得多。你是在那之前借出脸的，所以你事先给的同意不算在内：这样的片子要先给你看过。只有你说算，才算。
told-engines-yes = 记下了。你事先给的同意，对 { $engines } 拍的片子也算数。
button-told-engines-yes = 也算数
button-told-engines-no = 先给我看
privacy-remote = { $host } 是别处一台负责拍片的服务器。会发给它的有：片里发生的事、片里说话的声音（拿语音拍的，就是那段原声），以及片中人的画面。你的画面，只有在你借出脸时就知道 { $host }，或后来同意过，才会发过去。

## 给管群的人
button-puppets-only = 这里的片子：只用木偶
button-puppets-only-in = { $chat }：只用木偶
