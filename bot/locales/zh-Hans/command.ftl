# Walkon 的简体中文。每条一句话：哪里不对，该怎么办。

label = AI 生成 · Walkon

## 拍摄过程
stage-reading = 对台词
stage-painting = 搭景
stage-rolling = 开拍
stage-sealing = 给片子签名

## 结果
rendered =
    《{ $title }》· { $reading }
    { $file }（片长 { $duration-s } 秒，用时 { $seconds } 秒）
joined =
    { $scenes } 场，接成一部：
    { $file }（片长 { $duration-s } 秒，用时 { $seconds } 秒）
unwritten = 这里没有能写 { $line } 这句台词的字体，所以只念不配字幕；装上字体再拍一次就有了。
enrolled = 这张可以拍：脸高 { $face-px } 像素，{ $framing ->
    [bust] 带肩膀
   *[head] 只有头
 }。{ $notes }
verified = { $state } { $origin } aigc { $aigc }：{ $state ->
    [valid] { $origin ->
        [ours] 在这里拍的，没被动过。
       *[foreign] 别人签的名，没被动过。
     }
    [altered] 签名之后被改过。
   *[unsigned] 没有签名。
 }
assets-fetching = 正在下载 { $package }，只需这一次。
assets-ready = 齐了：{ $models } 个人脸模型在 { $folder }，字体用 { $font }。
cast-list = 画出来的演员，不是真人，今天都有空：{ $list }
gallery = 影片和布景的图都在这里：{ $folder }
gallery-title = 画廊
gallery-how = 每部影片都由上方那句话拍成，只靠规则，只用 CPU：每个镜头取一格。`walkon gallery` 会重画这一页。
gallery-sets = 布景，远中近各一张
doctor-fine =
    { $list }
    样样齐全。
doctor-broken =
    { $list }
    还差 { $broken } 样，弄好才能开拍。
doctor-room = { $folder }，剩余 { $free } MB
doctor-tight = { $folder }，只剩 { $free } MB，可能放不下一部片子
doctor-models = { $count } 个人脸模型，已核对
doctor-no-han = 没有中文字体，中文字幕会空着
doctor-own-seal = 自带的证书
doctor-director-rules = 按规则
doctor-director-llm = 按规则，再由 { $host } 上的 { $model } 添点笑料
interrupted = 停机。什么都没留。
bug = 这是我们的毛病（{ $kind }，{ $id }）：设 WALKON_LOG_LEVEL=DEBUG 再跑一次，把输出发给我们。

## 照片的短处
quality-fine = 这张很好。
quality-soft = 脸有点小，近景会拍得远一些。
quality-dim = 有点暗，正面多些光更好看。
quality-turned = 头偏了，正对镜头更好看。
quality-glasses = 眼镜会一直戴着。
quality-teeth-hidden = 嘴闭着，牙齿是画的。
quality-bare-top = 照片切到了头发，头顶是补画的。
quality-no-shoulders = 没拍到肩膀，身体是画的。
quality-points-given = 眼睛和嘴按你点的位置来。

## walkon enroll --preview 拍的片子
preview-title = 试镜
preview-line = 你好，原来这就是镜头里的我。


## 给的东西用不了
error-option-missing = { $command } 后面少了东西；用 { $command } --help 看该写什么。
error-option-verb = 没有“{ $given }”这个命令；有这些：{ $known }。
error-option-unknown = 不明白“{ $given }”是什么意思；在命令后加 --help 看有哪些选项。
error-option-value = { $option } 缺少值，或者值的类型不对；在命令后加 --help 看该写什么。
error-option-setting = { $name } 的值看不懂；docs/settings.md 里写着能填什么。
error-option-env-file = 读不了 .env 文件；存成 UTF-8，再看看权限。
error-option-half-chain = WALKON_C2PA_CHAIN 和 WALKON_C2PA_KEY 是一对；要么都设，要么都不设。
error-option-half-llm = WALKON_LLM_URL 和 WALKON_LLM_MODEL 要么都设，要么都不设。
error-option-clear-llm = WALKON_LLM_URL 会把句子不加密地发到网上；换成 https 地址，http 只能用在本机。
error-option-size = “{ $given }”不是尺寸：写成 宽x高，两边都是 { $low } 到 { $high } 的偶数，比如 720x1280。
error-option-duration = 片长在 { $low } 到 { $high } 秒之间，换个数再来。
error-option-seed = 种子是 0 或更大的整数。
error-option-points = --points 要六个像素数：照片上看到的左眼 x,y、右眼 x,y、嘴 x,y。
error-option-two-sources = 给了 --from-screenplay，就不能再给句子或 --after。
error-option-overwrites = { $file } 是你给我的文件；要写的东西请换个名字。
error-option-retake = 这部影片没有第 { $given } 个镜头；只有 1 到 { $high }。
error-option-of = { $file } 不能给 --of 用：要是我们拍的影片，旁边还要有它的 .timeline.json。
error-option-join-alone = --join 只把影片接起来，不用给句子，也不用给剧本。
error-join-one = --join 至少要两部影片。
error-join-foreign = { $file } 接不了：不是我们拍的影片，或者被改过。
error-join-timeline = { $file } 接不了：旁边要有它的 .timeline.json。
error-join-sizes = 这些影片大小不一样，同样大小的才能接。
error-join-rates = 这些片子帧率不同：摄影机拍的和木偶演的接不到一起。
error-join-too-long = 接起来一共 { $given-s } 秒，最多只能 { $limit-s } 秒。
error-join-broken = 这些影片接不了：有一部跟它的 .timeline.json 对不上。
error-join-gone = 前面有一场已经不在了，接不起来。
error-option-film = 画廊里没有叫“{ $given }”的影片；有这些：{ $known }。
error-option-out-folder = “{ $file }”是文件夹；请写上片子的名字，比如 film.mp4。
error-sentence-empty = 一个字都没有，拍不了；写一句话吧。
error-sentence-too-long = 超过 { $limit } 个字了；写短一点，或者分成两部。
error-cast-form = “{ $entry }”没说清谁来演；写成 名字=照片，或 名字=drawn:mina。
error-cast-name-too-long = 名字最多 { $limit } 个字，改短一点。
error-cast-twice = { $name } 出现了两次；每个角色各用一个名字。
error-cast-unknown-character = 没有叫“{ $name }”的演员；有这些：{ $known }。
error-face-none = 这张图里找不到人脸；换一张，或用 --points 点出眼睛和嘴。
error-face-several = 这张图里有 { $count } 个人；用 --face 选一个，从左数，第一个是 1。
error-face-index = 图里没有第 { $number } 张脸；一共 { $count } 张，从左数，第一个是 1。
error-face-too-small = 脸只有 { $height-px } 像素高，至少要 { $limit-px }；靠近些再拍一张。
error-face-too-dark = 太暗，看不清脸；对着窗户再拍一张。
error-face-too-blurred = 太糊了；拿稳再拍一张。
error-face-turned = 头偏了 { $degrees }°；看着镜头再拍一张。
error-face-mouth-covered = 嘴被挡住了；换一张看得见嘴的。
error-media-missing = 找不到 { $file }；看看名字对不对。
error-media-not-a-file = { $file } 不是文件；给我一张照片或一段视频。
error-media-empty = 文件是空的；重新发一次。
error-media-too-large = 文件有 { $size-mb } MB，最多收 { $limit-mb } MB；压小一点。
error-media-audio-only = 里面只有声音，没有画面；给我一张照片或一段视频。
error-media-picture-kind = 读不了 { $kind } 图片；存成 JPEG、PNG 或 WebP 再来。
error-media-video-kind = 读不了 { $kind } 视频；存成 MP4 或 WebM 再来。
error-media-not-a-picture = { $kind ->
    [unknown] 认不出这是什么
   *[other] 这是“{ $kind }”类的文件
 }；给我照片（JPEG、PNG、WebP）或视频（MP4、MOV、WebM）。
error-media-not-a-film = 这不是 MP4 片子；给我原来的文件。
error-media-codec = 放不了 { $codec } 编码；把视频存成 H.264 的 MP4。
error-media-video-size = 视频有一边超过 { $limit-px } 像素；改小一点。
error-media-too-long = 视频超过 { $limit-s } 秒；剪短一点。
error-media-too-many-pixels = 图片超过 { $limit-mp } 百万像素，或者有一边太长；改小一点。
error-media-truncated = 文件后半截没了；重新发一次。
error-media-broken = 文件坏了；重新存一份再试。
error-media-timed-out = 读这个文件超过了 { $limit-s } 秒；重新存一份小点的。
error-screenplay-not-json = 剧本在 { $where } 处不是 JSON；用 --screenplay 写一份，照着改。
error-screenplay-unknown-key = 剧本在 { $where } 处有个没人认识的键；删掉它。
error-screenplay-missing-key = 剧本在 { $where } 处少了一个键；补上它。
error-screenplay-value = 剧本在 { $where } 处的值类型不对；改一改。
error-screenplay-range = 剧本在 { $where } 处的值超出范围；改一改。
error-screenplay-unknown-id = 剧本在 { $where } 处写了不存在的东西；换一个。
error-screenplay-unknown-cast = 剧本在 { $where } 处写了不在演员表里的人；加进去，或换一个。
error-screenplay-duplicate = 剧本在 { $where } 里有重复的编号；各用各的。
error-screenplay-too-long = 剧本太长（{ $where }）：最多 { $limit } 个字符。
error-screenplay-ambience = 没有“{ $id }”这种环境声；有这些：{ $known }。
error-screenplay-effect = 没有“{ $id }”这种音效；有这些：{ $known }。

## 这台机器做不到
error-machine-decoder = 打开图片的进程启动不了；重装 Walkon，再运行 walkon doctor。
error-machine-seal-incomplete = 证书或私钥缺失、读不了；把两个 PEM 文件放回去，或删掉 seal 文件夹重新生成。
error-machine-seal-mismatch = 私钥和证书不是一对；换成对的那对。
error-machine-seal-expired = 证书今天无效，只到 { $date }；看看时钟，或换新证书。
error-machine-seal-key-kind = 这种私钥签不了片子；用 ES256、ES384、ES512 或 Ed25519。
error-model-missing-absent = 缺少模型文件 { $file }；运行 walkon assets 下载。
error-model-missing-not-given = { $folder } 里没有 { $file }；放进去，或取消 WALKON_MODELS_DIR 让我下载。
error-model-missing-no-network = 下载不了 { $package }；看看网络，或把 WALKON_MODELS_DIR 设成放着这些文件的文件夹。
error-model-corrupt = { $folder } 里的 { $file } 不对；删掉它，再运行 walkon assets。
error-disk-full = 没地方放 { $file } 了；腾点空间再试。
error-disk-full-assets = { $folder } 放不下模型文件了；腾点空间再试。
error-not-permitted = { $file } 不让读或不让写；看看权限。
error-not-permitted-no-folder = { $file } 所在的文件夹不存在；先建好它。
error-not-permitted-write = { $path } 不让写；看看权限，或把 WALKON_DATA_DIR 设成你自己的文件夹。
error-tool-missing-pip = 没有 pip，模型文件要靠它下载；装上 pip，或设好 WALKON_MODELS_DIR。

## 片子没拍成
error-voice-start = 配音启动不了；运行 walkon doctor 看看。
error-voice-died = 一句台词念到一半，配音断了两次；再试一次。
error-voice-timeout = 配音 { $limit-s } 秒没出声；再试一次。
error-voice-refused = 有句台词念不出来（{ $detail }）；换个说法。
error-render-stopped = 中途停了，什么都没留。
error-render-no-frames = 镜头没拍到画面；再试一次，或换个 --seed。
error-render-unlabelled = 片子上没有 AI 标记，所以没留；再试一次。
error-render-unsealed = 片子签不了名，所以没留；运行 walkon doctor 看看。
error-take-black = 拍了两条，从头黑到尾，都没留；再试一次，或者换句话。
error-take-frozen = 拍了两条，该动的地方都没动，都没留；再试一次，或者换句话。
error-take-lips = 拍了两条，嘴都没动，都没留；换一张脸大一点的照片试试。
error-take-silent = 拍了两条都没有声音，都没留；再试一次，或者运行 walkon doctor。
error-take-clipped = 拍了两条，声音都破了，都没留；再试一次，或者换句话。
error-take-unmarked = 拍了两条都缺 AI 标识，都没留；换个尺寸试试。
error-take-length = 拍了两条，长度都不对，都没留；再试一次，或者少说几句。

# bench
error-option-runs = --runs 是 { $low } 到 { $high } 的整数。
error-tool-missing-psutil = 没有 psutil；像 make bench 那样装上开发依赖。
error-tool-missing-peer = 那个解释器里没有 moviepy；make bench 会装好。
error-render-bench-command = 测速时有个命令以 { $code } 结束（{ $said }）；运行 walkon doctor 看看。
bench-doing-orders = 三份订单，一遍遍地拍……
bench-doing-long = 正在反复拍半分钟、三个人的影片……
bench-doing-redo = 正在只重拍一个镜头……
bench-doing-second-actor = 称一称第二位演员……
bench-doing-looks = 试一试各种画风……
bench-doing-whole = 像人一样运行 walkon render……
bench-doing-peer = 让 moviepy 合成同一场戏……
bench-done = { $gate-count } 条限度，守住了 { $met } 条。
bench-table-passes = 各趟：CPU 秒 / 实际秒
bench-table-stages = 各步骤单独跑：每帧 CPU 毫秒（占整条流程的份额）
bench-table-gates = 限度
bench-order = 订单
bench-encode = 只编码
bench-prepare = 准备
bench-pipeline = 整条流程
bench-cpu-ratio = CPU 倍数
bench-wall-ratio = 时间倍数
bench-with-prepare = 连准备在内的倍数
bench-stage = 步骤
bench-stage-cast = 选角：画脸
bench-stage-read = 对词
bench-stage-mix = 混音
bench-stage-prepare = 准备
bench-stage-draw = 绘制
bench-stage-yuv = 其中：转 YUV
bench-stage-titles = 字幕和标识
bench-stage-encode = 编码
bench-gate = 项目
bench-value = 实测
bench-limit = 限度
bench-verdict = 结果
bench-met = 守住
bench-missed = 超了
bench-goal = { $limit }（目标 { $goal }）
bench-gate-cpu = { $order }：CPU，整条流程比只编码
bench-gate-wall = { $order }：时间，整条流程比只编码
bench-gate-cpu-median = 居中的订单：CPU 倍数
bench-gate-wall-median = 居中的订单：时间倍数
bench-gate-redo = { $order }：重拍一个镜头，CPU，与整部片之比
bench-gate-second-actor = { $order }：第二位演员，每帧 CPU 毫秒
bench-gate-look = 画风 { $order } 比 natural 多用，每帧 CPU 毫秒
bench-gate-whole-wall = { $order }：walkon render 比只编码，时间
bench-gate-whole-memory = { $order }：walkon render 的内存峰值，MiB
bench-gate-peer = { $order }：moviepy 每帧 CPU 比我们
