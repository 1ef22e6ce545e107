# 本机房间的页面。花括号里的值由页面自己填。

error-port-taken = { $address } 已经有别的程序在用：把它关掉，或者给 WALKON_WEB_PORT 换个数字。

## 门口
web-welcome = 来的是哪位？
web-welcome-hint = 留个名字就行。进门不等于出镜。
web-your-name = 怎么称呼你
web-come-in = 进来
web-language = 语言
web-door-closed = 这个房间要有邀请才能进：找里面的人要个链接。
web-door-full = 这台设备上已经有人在房间里了。
web-door-stuck = 门卡住了，过一会儿再推。
web-somebody-else = 这台电脑上的另一个人
web-somebody-hint = 方便试玩：一个浏览器，两个人。
web-first-room = 候场室

## 屋里
web-rooms = 房间
web-just-you = 就我们俩
web-new-room = 新房间
web-new-room-hint = 每个房间有自己的人、片子和许可。
web-room-name = 房间叫什么？
web-open-room = 开门
web-new-here = 有新消息
web-act-as = 换个人
web-rename = 改名字
web-save = 保存
web-day = 开灯
web-night = 关灯
web-more = 更多
web-close = 关闭
web-today = 今天
web-yesterday = 昨天
web-talk = 消息
web-new-below = 下面有新的
web-offline = 灯灭了，消息先放这儿，来电自动发。
web-leave = 离开房间
web-leave-sure = 离开「{ $room }」？
web-leave-hint = 你在这里给过的许可，也一起结束。
web-stay = 留下

## 通告单
web-call-sheet = 通告单
web-cast-of = 通告单，{ $n } 人在场
web-state-you = 就是你
web-state-open = 叫了就演
web-state-ask = 先问我
web-state-stand_in = 只用替身
web-state-new = 还没来过
web-fate-you = 你
web-fate-open = 出演
web-fate-ask = 先问本人
web-fate-stand_in = 替身出演
web-fate-new = 替身出演
web-invite = 邀请一个人
web-invite-hint = 打开这个链接就能进这个房间，一周内有效。
web-invite-link = 进房间的链接
web-copy-link = 复制链接
web-copied = 复制好了。
web-empty-cast = 一个人的剧组，勇气可嘉。
web-empty-chair = 这把椅子空着
web-dressing-room = 化妆间
web-my-cameo = 我的客串
web-my-films = 我演过的
web-my-permissions = 我的许可
web-my-receipts = 我点过的头

## 空房间
web-empty-room = 台子扫干净了，谁来说句话？
web-empty-direct = 就我们俩，拍点什么？
web-try = 试试：{ $sentence }
web-film-ideas =
    阿娜和阿本抢最后一个饺子
    霓虹灯下的东京街头，我在等末班车
    我在飞船里飘着，向地球挥手
    一个女孩在雨中等人
    周一早上是只怪兽，还知道我的名字
    祝阿晨生日快乐，大家一起，撒彩带
    长白山白雪皑皑

## 输入
web-talk-here = 说点什么
web-talk-direct = 想拍什么？
web-talk-field = 消息
web-film-field = 一句话，片子里发生什么
web-film-chip = 拍
web-film-hint = 一句话就行。@ 谁，谁出演；「我」就是你。
web-film-hint-say = 按住麦克风，把要拍的说出来。
web-film-hint-next = 接下来呢？还是这几位。
web-shoot = 开拍
web-send = 发送
web-attach = 加照片或视频
web-drop-file = 不带这个
web-cast = 谁出演
web-reply = 回复
web-reply-to = 回复 { $name }
web-reply-drop = 不回复了
web-shoot-this = 拍这句
web-comic-page = 《{ $title }》的漫画页
web-shoot-message = 拍{ $name }这句
web-waits = 等来电
web-not-sent = 没发出去。
web-hold-to-talk = 按住说话
web-hold-longer = 说话的时候要一直按着。
web-voice-dropped = 扔了，什么都没留。
web-no-microphone = 这里没有麦克风，发视频或写一句也行。
web-play-voice = 听语音
web-too-large = 太大了，这个房间最多收 20 MB。
web-too-many = 太快了，歇一下再来。
web-not-uploaded = 文件没传过来，再试一次。
web-file-photo = 照片
web-file-video = 视频
web-file-video_note = 视频
web-file-voice = 语音
web-file-file = 文件
web-photo-by = { $name } 的照片
web-video-by = { $name } 的视频
web-numbered-photo = 你的照片，每个人都标了号
web-gone = 已撤下

## 片子
web-only-you = 只有你能看到
web-play = 播放
web-sound = 声音
web-pause = 暂停
web-play-film = 播放《{ $title }》，带声音
web-pause-film = 暂停《{ $title }》
web-subtitles = 字幕
web-after-film = 源自《{ $title }》
web-stage-of = 第 { $step } 步，共 { $steps } 步
web-too-old = 过期了，再来一次？

## 镜头前
web-form-release = 开镜之前，两个选择
web-form-film-you = 拍一段自己
web-form-photo-you = 一张你的照片
web-form-draw-you = 画一个你
web-form-sentence = 你的那句话
web-form-persona = 你的人设
web-hint-persona = 你在片子里什么样：心情、穿着、手里拿的、习惯动作。那句话没说到的，就照这个来。卡片不给别人看。
web-example-persona = 面无表情，总拿着一杯咖啡，爱叹气
web-letters-left = 还能写 { $n } 个字
web-form-limit-words = 你自己的词
web-hint-limit-words = 用逗号隔开。片子里有其中一个，就不会有你的脸。这个单子只有你看得到。
web-example-limit-words = 期末考，蜘蛛，前任
web-form-called = 你在「{ $chat }」里的名字
web-called-hint = 谁在片子里写这个名字，指的就是你；每次都先问你。
web-keep-it = 记下
web-clear-it = 清掉
web-form-stuck = 没传过去，什么都没留。
web-release-before = 开始之前，两个选择，各管各的。默认都是关，随时能关回去。
web-release-kept = 由 { $operator } 加密保管，会交给：{ $engines }。你说删就删；{ $days } 天不用也会删。须年满 18 岁。
web-release-full =
    问的是什么。面孔和声音是两个分开的许可。你不打开，就是关；打开了随时能关，靠它拍的片子也一起撤。
    用来做什么。面孔只用来在你同意的片子里画出你，声音只用来说你的台词。别的都不做：不做广告，不认人，不识别情绪，不拿去训练。
    谁说了算。每部片子都先问你，别人才看得到你的脸。不回答就是不，也没人会知道原因。
    放在哪里。由 { $operator } 保管，用你自己的密钥加密。会拿到你面孔的引擎：{ $engines }。
    放多久。到你说删为止，或者 { $days } 天不用。密钥销毁之后，备份也还原不了。
    每部片子都标明由 AI 制作，画面上看得见，文件里也有。你能看到每一次出镜，能撤下任何一部，也能一键全删。
    你确认自己年满 18 岁，面孔和声音都是你本人的。
web-my-face = 我的面孔
web-my-face-hint = 只用来在你同意的片子里画出你。
web-my-voice = 我的声音
web-my-voice-hint = 只用来说你的台词。
web-adult = 我满 18 岁，继续
web-leave-form = 算了
web-full-text = 全文
web-camera-comes = 接下来浏览器会问能不能用摄像头。你说「就用这个」之前，什么都不会发出去。
web-not-now = 先不了
web-camera-line = 现在浏览器会问摄像头和麦克风。你说「就用这个」之前，什么都不会发出去。
web-camera-on = 打开摄像头
web-camera-no = 摄像头没开，用文件也一样。
web-choose-video = 选一段视频
web-choose-photo = 选一张照片
web-digits-say = 三到十秒：念出这几个数字，再转转头。
web-digits-come = 会出现三个数字，念出来就行，一共十秒。
web-start = 开始
web-hint-light = 正面再亮一点
web-hint-closer = 再近一点
web-hint-farther = 退后一点
web-hint-alone = 画面里只留你一个
web-hint-face = 你在哪儿？
web-hint-good = 好。
web-recording = 录制中
web-turn-left = 慢慢转头
web-turn-right = 再转到另一边
web-face-still = 现在：没有任何表情
web-face-joke = 现在：有人讲了你最爱的笑话
web-face-soup = 现在：手机掉进汤里了
web-skip = 跳过
web-stop = 停
web-thrown-away = 这段扔掉了。
web-look = 这就是你，用吗？
web-use-it = 就用这个
web-again = 再来
web-throw-away = 扔掉
web-handing-over = 正在交过去……
web-photo-line = 对着窗户，看正前方，画面里只有你。
web-take-photo = 拍
web-your-photo = 你的照片
web-drawn-look = 画出来的你
web-drawn-hair = 头发
web-drawn-style = 发型
web-drawn-skin = 肤色
web-drawn-clothes = 衣服
web-style-short = 短发
web-style-long = 长发
web-style-curly = 卷发
web-style-bun = 丸子头
web-style-bald = 光头
web-style-bob = 波波头
web-style-afro = 爆炸头
web-style-undercut = 两侧铲短
web-style-scarf = 头巾
web-drawn-glasses = 眼镜
web-drawn-beard = 胡子
web-swatch = 第 { $n } 种{ $what }
web-draw-it = 这就是我
web-colours-from-photo = 从照片里取颜色
