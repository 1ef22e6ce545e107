# 本機房間的頁面。大括號裡的值由頁面自己填。

error-port-taken = { $address } 已經有別的程式在用：把它關掉，或是替 WALKON_WEB_PORT 換個數字。

## 門口
web-welcome = 來的是哪一位？
web-welcome-hint = 留個名字就好。進門不等於入鏡。
web-your-name = 怎麼稱呼你
web-come-in = 進來
web-language = 語言
web-door-closed = 這個房間要有邀請才能進：跟裡面的人要個連結。
web-door-full = 這台裝置上已經有人在房間裡了。
web-door-stuck = 門卡住了，等一下再推。
web-somebody-else = 這台電腦上的另一個人
web-somebody-hint = 方便試玩：一個瀏覽器，兩個人。
web-first-room = 候場室

## 屋裡
web-rooms = 房間
web-just-you = 就我們倆
web-new-room = 新房間
web-new-room-hint = 每個房間有自己的人、影片和許可。
web-room-name = 房間叫什麼？
web-open-room = 開門
web-new-here = 有新訊息
web-act-as = 換個人
web-rename = 改名字
web-save = 儲存
web-day = 開燈
web-night = 關燈
web-more = 更多
web-close = 關閉
web-today = 今天
web-yesterday = 昨天
web-talk = 訊息
web-new-below = 下面有新的
web-offline = 燈熄了，訊息先放這裡，來電就自動送出。
web-leave = 離開房間
web-leave-sure = 離開「{ $room }」？
web-leave-hint = 你在這裡給過的許可，也一起結束。
web-stay = 留下

## 通告單
web-call-sheet = 通告單
web-cast-of = 通告單，{ $n } 人在場
web-state-you = 就是你
web-state-open = 叫了就演
web-state-ask = 先問我
web-state-stand_in = 只用替身
web-state-new = 還沒來過
web-fate-you = 你
web-fate-open = 演出
web-fate-ask = 先問本人
web-fate-stand_in = 替身演出
web-fate-new = 替身演出
web-invite = 邀請一個人
web-invite-hint = 打開這個連結就能進這個房間，一週內有效。
web-invite-link = 進房間的連結
web-copy-link = 複製連結
web-copied = 複製好了。
web-empty-cast = 一個人的劇組，勇氣可嘉。
web-empty-chair = 這張椅子空著
web-dressing-room = 化妝間
web-my-cameo = 我的客串
web-my-films = 我演過的
web-my-permissions = 我的許可
web-my-receipts = 我點過的頭

## 空房間
web-empty-room = 台子掃乾淨了，誰來說句話？
web-empty-direct = 就我們倆，拍點什麼？
web-try = 試試：{ $sentence }
web-film-ideas =
    阿娜和阿本搶最後一顆水餃
    霓虹燈下的東京街頭，我在等末班車
    我在太空船裡飄著，向地球揮手
    一個女孩在雨中等人
    週一早上是隻怪獸，還知道我的名字
    祝阿晨生日快樂，大家一起，撒彩帶
    長白山白雪皚皚

## 輸入
web-talk-here = 說點什麼
web-talk-direct = 想拍什麼？
web-talk-field = 訊息
web-film-field = 一句話，影片裡發生什麼
web-film-chip = 拍
web-film-hint = 一句話就好。@ 誰，誰演出；「我」就是你。
web-film-hint-say = 按住麥克風，把要拍的說出來。
web-film-hint-next = 然後呢？還是這幾位演。
web-shoot = 開拍
web-send = 送出
web-attach = 加照片或影片
web-drop-file = 不帶這個
web-cast = 誰演出
web-reply = 回覆
web-reply-to = 回覆 { $name }
web-reply-drop = 不回覆了
web-shoot-this = 拍這句
web-comic-page = 《{ $title }》的漫畫頁
web-shoot-message = 拍{ $name }這句
web-waits = 等來電
web-not-sent = 沒送出去。
web-hold-to-talk = 按住說話
web-hold-longer = 說話時要一直按著。
web-voice-dropped = 丟了，什麼都沒留。
web-no-microphone = 這裡沒有麥克風，傳影片或寫一句也行。
web-play-voice = 聽語音
web-too-large = 太大了，這個房間最多收 20 MB。
web-too-many = 太快了，歇一下再來。
web-not-uploaded = 檔案沒傳過來，再試一次。
web-file-photo = 照片
web-file-video = 影片
web-file-video_note = 影片
web-file-voice = 語音
web-file-file = 檔案
web-photo-by = { $name } 的照片
web-video-by = { $name } 的影片
web-numbered-photo = 你的照片，每個人都標了號碼
web-gone = 已移除

## 影片
web-only-you = 只有你看得到
web-play = 播放
web-sound = 聲音
web-pause = 暫停
web-play-film = 播放《{ $title }》，有聲音
web-pause-film = 暫停《{ $title }》
web-subtitles = 字幕
web-after-film = 源自《{ $title }》
web-stage-of = 第 { $step } 步，共 { $steps } 步
web-too-old = 過期了，再來一次？

## 鏡頭前
web-form-release = 開鏡之前，兩個選擇
web-form-film-you = 拍一段自己
web-form-photo-you = 一張你的照片
web-form-draw-you = 畫一個你
web-form-sentence = 你的那句話
web-form-persona = 你的人設
web-hint-persona = 你在影片裡什麼樣：心情、穿著、手裡拿的、習慣動作。那句話沒說到的，就照這個來。卡片不給別人看。
web-example-persona = 面無表情，總拿著一杯咖啡，愛嘆氣
web-letters-left = 還能寫 { $n } 個字
web-form-limit-words = 你自己的詞
web-hint-limit-words = 用逗號隔開。影片裡有其中一個，就不會有你的臉。這張單子只有你看得到。
web-example-limit-words = 期末考，蜘蛛，前任
web-form-called = 你在「{ $chat }」裡的名字
web-called-hint = 誰在影片裡寫這個名字，指的就是你；每次都先問你。
web-keep-it = 記下
web-clear-it = 清掉
web-form-stuck = 沒傳過去，什麼都沒留。
web-release-before = 開始之前，兩個選擇，各管各的。預設都是關，隨時能關回去。
web-release-kept = 由 { $operator } 加密保管，會交給：{ $engines }。你說刪就刪；{ $days } 天沒用也會刪。須年滿 18 歲。
web-release-full =
    問的是什麼。臉和聲音是兩個分開的許可。你不打開，就是關；打開了隨時能關，靠它拍的影片也一起撤。
    用來做什麼。臉只用來在你同意的影片裡畫出你，聲音只用來說你的台詞。別的都不做：不做廣告，不認人，不辨識情緒，不拿去訓練。
    誰說了算。每部影片都先問你，別人才看得到你的臉。不回答就是不，也沒人會知道原因。
    放在哪裡。由 { $operator } 保管，用你自己的金鑰加密。會拿到你的臉的引擎：{ $engines }。
    放多久。到你說刪為止，或 { $days } 天沒用。金鑰銷毀之後，備份也還原不了。
    每部影片都標明由 AI 製作，畫面上看得到，檔案裡也有。你看得到每一次入鏡，能撤下任何一部，也能一鍵全刪。
    你確認自己年滿 18 歲，臉和聲音都是你本人的。
web-my-face = 我的臉
web-my-face-hint = 只用來在你同意的影片裡畫出你。
web-my-voice = 我的聲音
web-my-voice-hint = 只用來說你的台詞。
web-adult = 我滿 18 歲，繼續
web-leave-form = 算了
web-full-text = 全文
web-camera-comes = 接下來瀏覽器會問能不能用鏡頭。你說「就用這個」之前，什麼都不會送出去。
web-not-now = 先不要
web-camera-line = 現在瀏覽器會問鏡頭和麥克風。你說「就用這個」之前，什麼都不會送出去。
web-camera-on = 打開鏡頭
web-camera-no = 鏡頭沒開，用檔案也一樣。
web-choose-video = 選一段影片
web-choose-photo = 選一張照片
web-digits-say = 三到十秒：唸出這幾個數字，再轉轉頭。
web-digits-come = 會出現三個數字，唸出來就好，一共十秒。
web-start = 開始
web-hint-light = 正面再亮一點
web-hint-closer = 再近一點
web-hint-farther = 退後一點
web-hint-alone = 畫面裡只留你一個
web-hint-face = 你在哪裡？
web-hint-good = 好。
web-recording = 錄製中
web-turn-left = 慢慢轉頭
web-turn-right = 再轉到另一邊
web-face-still = 現在：沒有任何表情
web-face-joke = 現在：有人講了你最愛的笑話
web-face-soup = 現在：手機掉進湯裡了
web-skip = 跳過
web-stop = 停
web-thrown-away = 這段丟掉了。
web-look = 這就是你，要用嗎？
web-use-it = 就用這個
web-again = 再來
web-throw-away = 丟掉
web-handing-over = 正在交過去……
web-photo-line = 對著窗戶，看正前方，畫面裡只有你。
web-take-photo = 拍
web-your-photo = 你的照片
web-drawn-look = 畫出來的你
web-drawn-hair = 頭髮
web-drawn-style = 髮型
web-drawn-skin = 膚色
web-drawn-clothes = 衣服
web-style-short = 短髮
web-style-long = 長髮
web-style-curly = 捲髮
web-style-bun = 丸子頭
web-style-bald = 光頭
web-style-bob = 鮑伯頭
web-style-afro = 爆炸頭
web-style-undercut = 兩側剃短
web-style-scarf = 頭巾
web-drawn-glasses = 眼鏡
web-drawn-beard = 鬍子
web-swatch = 第 { $n } 種{ $what }
web-draw-it = 這就是我
web-colours-from-photo = 從照片裡取顏色
