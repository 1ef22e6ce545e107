# Walkon 的繁體中文。每則一句話：哪裡不對，該怎麼辦。

label = AI 生成 · Walkon

## 拍攝過程
stage-reading = 對台詞
stage-painting = 搭景
stage-rolling = 開拍
stage-sealing = 為影片簽章

## 結果
rendered =
    《{ $title }》· { $reading }
    { $file }（片長 { $duration-s } 秒，花了 { $seconds } 秒）
joined =
    { $scenes } 場，接成一部：
    { $file }（片長 { $duration-s } 秒，花了 { $seconds } 秒）
unwritten = 這裡沒有寫得出 { $line } 這句台詞的字型，所以只唸、不上字幕；裝好字型再拍一次就有了。
enrolled = 這張可以拍：臉高 { $face-px } 像素，{ $framing ->
    [bust] 有肩膀
   *[head] 只有頭
 }。{ $notes }
verified = { $state } { $origin } aigc { $aigc }：{ $state ->
    [valid] { $origin ->
        [ours] 在這裡拍的，沒被動過。
       *[foreign] 別人簽的章，沒被動過。
     }
    [altered] 簽章之後被改過。
   *[unsigned] 沒有簽章。
 }
assets-fetching = 正在下載 { $package }，只要這一次。
assets-ready = 到齊了：{ $models } 個人臉模型在 { $folder }，字型用 { $font }。
cast-list = 畫出來的演員，不是真人，今天都有空：{ $list }
gallery = 影片與場景的圖放在這裡：{ $folder }
gallery-title = 畫廊
gallery-how = 每部影片都是由上面那句話拍出來的，只靠規則、只用 CPU：每個鏡頭取一格。`walkon gallery` 會把這一頁重畫一遍。
gallery-sets = 場景，遠中近各一張
doctor-fine =
    { $list }
    樣樣齊全。
doctor-broken =
    { $list }
    還差 { $broken } 樣，補齊才能開拍。
doctor-room = { $folder }，剩 { $free } MB
doctor-tight = { $folder }，只剩 { $free } MB，可能放不下一部影片
doctor-models = { $count } 個人臉模型，已核對
doctor-no-han = 沒有中文字型，中文字幕會空著
doctor-own-seal = 自己的憑證
doctor-director-rules = 照規則寫
doctor-director-llm = 照規則寫，再請 { $host } 上的 { $model } 加點笑料
interrupted = 停機。什麼都沒留下。
bug = 這是我們的錯（{ $kind }，{ $id }）：設 WALKON_LOG_LEVEL=DEBUG 再跑一次，把螢幕上印出的內容傳給我們。

## 照片的短處
quality-fine = 這張很好。
quality-soft = 臉有點小，近景會拍得遠一些。
quality-dim = 有點暗，正面多點光會更好看。
quality-turned = 頭偏了，正對鏡頭會更好看。
quality-glasses = 眼鏡會一直戴著。
quality-teeth-hidden = 嘴閉著，牙齒是畫的。
quality-bare-top = 照片切到頭髮，頭頂是補畫的。
quality-no-shoulders = 沒拍到肩膀，身體是畫的。
quality-points-given = 眼睛和嘴照你點的位置。

## walkon enroll --preview 拍的影片
preview-title = 試鏡
preview-line = 你好，原來這就是鏡頭裡的我。


## 給的東西不能用
error-option-missing = { $command } 後面少了東西；用 { $command } --help 看該寫什麼。
error-option-verb = 沒有「{ $given }」這個指令；有這些：{ $known }。
error-option-unknown = 不明白「{ $given }」是什麼意思；在指令後加 --help 看有哪些選項。
error-option-value = { $option } 沒有值，或值的類型不對；在指令後加 --help 看該寫什麼。
error-option-setting = { $name } 的值看不懂；docs/settings.md 寫著可以填什麼。
error-option-env-file = 讀不了 .env 檔；存成 UTF-8，再看看權限。
error-option-half-chain = WALKON_C2PA_CHAIN 和 WALKON_C2PA_KEY 是一對；兩個都設，或都不設。
error-option-half-llm = WALKON_LLM_URL 和 WALKON_LLM_MODEL 是一對，要設就兩個都設。
error-option-clear-llm = WALKON_LLM_URL 會讓句子不加密就傳上網路；改用 https 位址，http 只限這台機器自己用。
error-option-size = 「{ $given }」不是尺寸：寫成 寬x高，兩邊都是 { $low } 到 { $high } 的偶數，例如 720x1280。
error-option-duration = 片長在 { $low } 到 { $high } 秒之間，換個數字再來。
error-option-seed = 種子是 0 或更大的整數。
error-option-points = --points 要六個像素數字：照片上看到的左眼 x,y、右眼 x,y、嘴 x,y。
error-option-two-sources = 有了 --from-screenplay，就不能再給句子或 --after。
error-option-overwrites = { $file } 是你給我的檔案；要寫的東西請換個名字。
error-option-retake = 這部影片沒有第 { $given } 個鏡頭；有的是 1 到 { $high }。
error-option-of = { $file } 不能給 --of 使用：得是我們拍的影片，旁邊還要有它的 .timeline.json。
error-option-join-alone = --join 只是把影片接起來，不需要句子，也不需要劇本。
error-join-one = --join 至少需要兩部影片。
error-join-foreign = { $file } 沒辦法接：不是我們拍的影片，或是被改過。
error-join-timeline = { $file } 沒辦法接：旁邊要有它的 .timeline.json。
error-join-sizes = 這些影片大小不同，大小一樣的才能接。
error-join-rates = 這些影片的影格率不同：攝影機拍的和木偶演的接不在一起。
error-join-too-long = 接起來總共 { $given-s } 秒，最多只能 { $limit-s } 秒。
error-join-broken = 這些影片沒辦法接：有一部和它的 .timeline.json 對不起來。
error-join-gone = 前面有一場已經不在了，沒辦法接起來。
error-option-film = 畫廊裡沒有叫「{ $given }」的影片；有的是：{ $known }。
error-option-out-folder = 「{ $file }」是資料夾；請寫上影片的名字，例如 film.mp4。
error-sentence-empty = 一個字都沒有，拍不了；寫一句話吧。
error-sentence-too-long = 超過 { $limit } 個字了；寫短一點，或分成兩部。
error-cast-form = 「{ $entry }」沒說清楚誰來演；寫成 名字=照片，或 名字=drawn:mina。
error-cast-name-too-long = 名字最多 { $limit } 個字，改短一點。
error-cast-twice = { $name } 出現了兩次；每個角色各用一個名字。
error-cast-unknown-character = 沒有叫「{ $name }」的演員；有這些：{ $known }。
error-face-none = 這張圖裡找不到人臉；換一張，或用 --points 點出眼睛和嘴。
error-face-several = 這張圖裡有 { $count } 個人；用 --face 選一個，從左數，第一個是 1。
error-face-index = 圖裡沒有第 { $number } 張臉；一共 { $count } 張，從左數，第一個是 1。
error-face-too-small = 臉只有 { $height-px } 像素高，至少要 { $limit-px }；靠近一點再拍一張。
error-face-too-dark = 太暗，看不清楚臉；對著窗戶再拍一張。
error-face-too-blurred = 太模糊了；拿穩再拍一張。
error-face-turned = 頭偏了 { $degrees }°；看著鏡頭再拍一張。
error-face-mouth-covered = 嘴被擋住了；換一張看得到嘴的。
error-media-missing = 找不到 { $file }；看看名字對不對。
error-media-not-a-file = { $file } 不是檔案；給我一張照片或一段影片。
error-media-empty = 檔案是空的；重新傳一次。
error-media-too-large = 檔案有 { $size-mb } MB，最多收 { $limit-mb } MB；壓小一點。
error-media-audio-only = 裡面只有聲音，沒有畫面；給我一張照片或一段影片。
error-media-picture-kind = 讀不了 { $kind } 圖片；存成 JPEG、PNG 或 WebP 再來。
error-media-video-kind = 讀不了 { $kind } 影片；存成 MP4 或 WebM 再來。
error-media-not-a-picture = { $kind ->
    [unknown] 認不出這是什麼
   *[other] 這是「{ $kind }」類的檔案
 }；給我照片（JPEG、PNG、WebP）或影片（MP4、MOV、WebM）。
error-media-not-a-film = 這不是 MP4 影片；給我原本的檔案。
error-media-codec = 放不了 { $codec } 編碼；把影片存成 H.264 的 MP4。
error-media-video-size = 影片有一邊超過 { $limit-px } 像素；改小一點。
error-media-too-long = 影片超過 { $limit-s } 秒；剪短一點。
error-media-too-many-pixels = 圖片超過 { $limit-mp } 百萬像素，或有一邊太長；改小一點。
error-media-truncated = 檔案後半段不見了；重新傳一次。
error-media-broken = 檔案壞了；重新存一份再試。
error-media-timed-out = 讀這個檔案超過了 { $limit-s } 秒；重新存一份小一點的。
error-screenplay-not-json = 劇本在 { $where } 處不是 JSON；用 --screenplay 寫一份，照著改。
error-screenplay-unknown-key = 劇本在 { $where } 處有個沒人認識的鍵；刪掉它。
error-screenplay-missing-key = 劇本在 { $where } 處少了一個鍵；補上它。
error-screenplay-value = 劇本在 { $where } 處的值類型不對；改一改。
error-screenplay-range = 劇本在 { $where } 處的值超出範圍；改一改。
error-screenplay-unknown-id = 劇本在 { $where } 處寫了不存在的東西；換一個。
error-screenplay-unknown-cast = 劇本在 { $where } 處寫了不在演員表裡的人；加進去，或換一個。
error-screenplay-duplicate = 劇本在 { $where } 裡有重複的編號；各用各的。
error-screenplay-too-long = 劇本太長（{ $where }）：最多 { $limit } 個字元。
error-screenplay-ambience = 沒有「{ $id }」這種環境聲；有這些：{ $known }。
error-screenplay-effect = 沒有「{ $id }」這種音效；有這些：{ $known }。

## 這台機器做不到
error-machine-decoder = 開圖片的程序啟動不了；重裝 Walkon，再執行 walkon doctor。
error-machine-seal-incomplete = 憑證或私鑰不見了、讀不了；把兩個 PEM 檔放回去，或刪掉 seal 資料夾重新產生。
error-machine-seal-mismatch = 私鑰和憑證不是一對；換成對的那一對。
error-machine-seal-expired = 憑證今天無效，只到 { $date }；看看時鐘，或換新憑證。
error-machine-seal-key-kind = 這種私鑰簽不了影片；用 ES256、ES384、ES512 或 Ed25519。
error-model-missing-absent = 少了模型檔 { $file }；執行 walkon assets 下載。
error-model-missing-not-given = { $folder } 裡沒有 { $file }；放進去，或取消 WALKON_MODELS_DIR 讓我下載。
error-model-missing-no-network = 下載不了 { $package }；看看網路，或把 WALKON_MODELS_DIR 設成放著這些檔案的資料夾。
error-model-corrupt = { $folder } 裡的 { $file } 不對；刪掉它，再執行 walkon assets。
error-disk-full = 沒地方放 { $file } 了；清出一點空間再試。
error-disk-full-assets = { $folder } 放不下模型檔了；清出一點空間再試。
error-not-permitted = { $file } 不能讀或不能寫；看看權限。
error-not-permitted-no-folder = { $file } 所在的資料夾不存在；先建好它。
error-not-permitted-write = { $path } 不能寫；看看權限，或把 WALKON_DATA_DIR 設成你自己的資料夾。
error-tool-missing-pip = 沒有 pip，模型檔要靠它下載；裝上 pip，或設好 WALKON_MODELS_DIR。

## 影片沒拍成
error-voice-start = 配音啟動不了；執行 walkon doctor 看看。
error-voice-died = 一句台詞唸到一半，配音斷了兩次；再試一次。
error-voice-timeout = 配音 { $limit-s } 秒沒出聲；再試一次。
error-voice-refused = 有句台詞唸不出來（{ $detail }）；換個說法。
error-render-stopped = 中途停了，什麼都沒留下。
error-render-no-frames = 鏡頭沒拍到畫面；再試一次，或換個 --seed。
error-render-unlabelled = 影片上沒有 AI 標記，所以沒留下；再試一次。
error-render-unsealed = 影片簽不了章，所以沒留下；執行 walkon doctor 看看。
error-take-black = 拍了兩條，從頭黑到尾，都沒留；再試一次，或者換句話。
error-take-frozen = 拍了兩條，該動的地方都沒動，都沒留；再試一次，或者換句話。
error-take-lips = 拍了兩條，嘴巴都沒動，都沒留；換一張臉大一點的相片試試。
error-take-silent = 拍了兩條都沒有聲音，都沒留；再試一次，或者執行 walkon doctor。
error-take-clipped = 拍了兩條，聲音都破了，都沒留；再試一次，或者換句話。
error-take-unmarked = 拍了兩條都缺 AI 標示，都沒留；換個尺寸試試。
error-take-length = 拍了兩條，長度都不對，都沒留；再試一次，或者少說幾句。

# bench
error-option-runs = --runs 是 { $low } 到 { $high } 的整數。
error-tool-missing-psutil = 沒有 psutil；像 make bench 那樣裝上開發套件。
error-tool-missing-peer = 那個直譯器裡沒有 moviepy；make bench 會裝好。
error-render-bench-command = 測速時有個指令以 { $code } 結束（{ $said }）；執行 walkon doctor 看看。
bench-doing-orders = 三份訂單，一遍遍地拍……
bench-doing-long = 正在一遍遍拍攝半分鐘、三個人的影片……
bench-doing-redo = 只重拍一個鏡頭……
bench-doing-second-actor = 秤一秤第二位演員……
bench-doing-looks = 試一試各種畫風……
bench-doing-whole = 像人一樣執行 walkon render……
bench-doing-peer = 讓 moviepy 合成同一場戲……
bench-done = { $gate-count } 條限度，守住了 { $met } 條。
bench-table-passes = 各趟：CPU 秒 / 實際秒
bench-table-stages = 各步驟單獨跑：每格 CPU 毫秒（占整條流程的份額）
bench-table-gates = 限度
bench-order = 訂單
bench-encode = 只編碼
bench-prepare = 準備
bench-pipeline = 整條流程
bench-cpu-ratio = CPU 倍數
bench-wall-ratio = 時間倍數
bench-with-prepare = 連準備在內的倍數
bench-stage = 步驟
bench-stage-cast = 選角：畫臉
bench-stage-read = 對詞
bench-stage-mix = 混音
bench-stage-prepare = 準備
bench-stage-draw = 繪製
bench-stage-yuv = 其中：轉 YUV
bench-stage-titles = 字幕和標示
bench-stage-encode = 編碼
bench-gate = 項目
bench-value = 實測
bench-limit = 限度
bench-verdict = 結果
bench-met = 守住
bench-missed = 超過
bench-goal = { $limit }（目標 { $goal }）
bench-gate-cpu = { $order }：CPU，整條流程比只編碼
bench-gate-wall = { $order }：時間，整條流程比只編碼
bench-gate-cpu-median = 居中的訂單：CPU 倍數
bench-gate-wall-median = 居中的訂單：時間倍數
bench-gate-redo = { $order }：重拍一個鏡頭，CPU，與整部片之比
bench-gate-second-actor = { $order }：第二位演員，每格 CPU 毫秒
bench-gate-look = 畫風 { $order } 比 natural 多用，每格 CPU 毫秒
bench-gate-whole-wall = { $order }：walkon render 比只編碼，時間
bench-gate-whole-memory = { $order }：walkon render 的記憶體峰值，MiB
bench-gate-peer = { $order }：moviepy 每格 CPU 比我們
