# 这台机器有什么、缺什么：视频模型和声音的权重、许可、下载。

stage-fetching = 下载权重

## walkon assets
help-assets-voices = 下载 CPU 上也能用的自然声音：pocket 和 kokoro。
help-assets-engine = 下载一个视频模型的权重。
help-assets-voice = 下载一种声音的权重。
help-assets-checkpoint = 只下载这一份权重，名字见 docs/licences.md。
help-assets-verify = 给已有的权重逐个算哈希，和下载时的记录核对；加上 --engine、--voice 或 --checkpoint，变了的文件会重新下载。
assets-download = 正在把 { $repo }（{ $size } GB）下载到 { $folder }；断了会接着下。
assets-altered = { $folder } 里的 { $file } 下载之后在这块盘上变了；正在重新下载。
assets-with =
    齐了：{ $models } 个人脸模型在 { $folder }，字体用 { $font }。
    { $list }
assets-checkpoint = 权重 { $id } 在 { $folder }
assets-checkpoint-unnamed = 权重 { $id } 在 { $folder }；设 WALKON_VOICE={ $voice } 它才开口，在那之前由 eSpeak NG 说话

## 权重是谁的；下载之前和第一次使用时说
terms-yes = { $repo } 的许可是 { $licence }（{ $url }）：可以商用；地区：{ $territory ->
    [worldwide] 全球
   *[other] { $territory }
 }。
terms-conditions = { $repo } 的许可是 { $licence }（{ $url }）：有条件地可以商用（{ $id ->
    [ltx25] 年收入不到一千万美元免费，达到之后要买许可；附件 A 限制了用途
    [ltx23] 年收入不到一千万美元免费，达到之后要买许可；附件 A 限制了用途
    [pocket] 要注明出自 Kyutai，未经本人同意不得复制任何人的声音
   *[other] { $conditions }
 }）；地区：{ $territory ->
    [worldwide] 全球
   *[other] { $territory }
 }。
terms-no = { $repo } 的许可是 { $licence }（{ $url }）：只限非商业用途；地区：{ $territory ->
    [worldwide] 全球
   *[other] { $territory }
 }。

## walkon doctor
help-doctor-repair = 能修的就修：让 torchaudio 配得上 CPU 版的 torch。
doctor-ready = 可用。能给你：{ $gives }
doctor-ready-with = 可用，权重是 { $repo }，在 { $folder }。能给你：{ $gives }
doctor-ready-unnamed = 可用，权重是 { $repo }，在 { $folder }；设 WALKON_VOICE={ $voice } 它才开口。能给你：{ $gives }
doctor-lacks = { $lacks }。有了它，能给你：{ $gives }
doctor-gpu = { $name }，{ $total } GB，剩余 { $free } GB
doctor-gpu-none = 没看到 GPU，片子由木偶在 CPU 上拍
doctor-offer-voices = 这颗 CPU 也跑得动更自然的声音：walkon assets --voices 会下载 pocket 和 kokoro（{ $size } GB），再设 WALKON_VOICE=pocket 或 WALKON_VOICE=kokoro，它才开口。
doctor-torchaudio-fine = 可用
doctor-torchaudio-foreign = 它是配另一种 torch 的，所以导入不了；walkon doctor --repair 能修好
doctor-repaired = torchaudio：拿掉了配另一种 torch 的编译部分，没有它也能用。
doctor-repair-fine = torchaudio：好好的，没什么要修。
doctor-repair-absent = torchaudio：没有装，没什么要修。
lack-gpu = 没看到 GPU
lack-gpu-timeout = { $limit } 秒内没看到 GPU
lack-memory = GPU 有 { $has } GB 显存，要 { $needed } GB
lack-library = 没装 { $count ->
    [1] { $names } 这个库
   *[other] { $names } 这几个库
 }（.venv/bin/pip install -e ".[{ $extra }]"）
lack-weights = 没有权重（{ $command }：{ $size } GB，{ $licence }）
lack-gated = 权重只给在 { $page } 接受了条款的人，凭令牌下载（WALKON_HUB_TOKEN）
lack-broken = 权重用不了：{ $why }
lack-licence = 它的许可只限非商业用途，还没有接受（读过 { $url }，再设 WALKON_COQUI_LICENCE_ACCEPTED=yes）
lack-url = 没有指定服务器（WALKON_REMOTE_URL）
gives-puppet = 木偶拍的片子，哪颗 CPU 都行，马上就好。
gives-ltx = 视频模型拍的片子，用你的脸和你的声音。
gives-wan = 视频模型拍的片子，小一些的显卡也装得下，用你的脸；它不出声，你的声音另配。
gives-remote = 你选的服务器上的视频模型拍的片子。
gives-stills = ltx 和 wan 开拍用的静帧，由图像模型修过；设了 WALKON_STILLS=retouched 才用。
gives-espeak = 朴素的声音，会一百种语言。
gives-pocket = CPU 上的自然声音，你借出声音的话也用你自己的；只说英文。
gives-kokoro = CPU 上的自然声音，中文和英文；不会是你自己的声音。
gives-coqui = 你自己的声音，16 种语言。
gives-vibevoice = 你自己的声音，中文和英文，要有 GPU。

## 错误：权重
error-model-missing-folder = { $folder } 里没有权重；{ $command ->
    [none] 换成放着权重的文件夹
   *[other] 用 { $command } 下载
 }。
error-model-missing-index = { $folder } 里没有 { $file }，所以不是这种模型；{ $command ->
    [none] 换成有它的文件夹
   *[other] 用 { $command } 下载
 }。
error-model-missing-component = { $folder } 里的模型缺了 { $component } 这部分；{ $command ->
    [none] 换成放着完整模型的文件夹
   *[other] 用 { $command } 下载
 }。
error-model-missing-weights = { $folder } 里缺 { $component } 的权重；{ $command ->
    [none] 换成放着完整模型的文件夹
   *[other] 用 { $command } 下载
 }。
error-model-missing-shard = { $folder } 里缺 { $file }；{ $command ->
    [none] 换成放着完整模型的文件夹
   *[other] 用 { $command } 下载
 }。
error-model-corrupt-json = { $folder } 里的 { $file } 读不了；{ $command ->
    [none] 放一份完好的进去
   *[other] 用 { $command } 重新下载
 }。
error-model-corrupt-class = { $folder } 里是 { $found }，这里要的是 { $wanted }；换一个文件夹。
error-model-corrupt-other = { $folder } 里没有这种模型；换成有它的文件夹。
error-model-corrupt-cut = { $folder } 里的 { $file } 不完整；{ $command ->
    [none] 放一份完好的进去
   *[other] 用 { $command } 重新下载
 }。
error-model-corrupt-hash = { $folder } 里的 { $file } 和模型站说的不一样，所以没有用；再运行一次 { $command }。
error-model-corrupt-altered = { $folder } 里的 { $file } 下载之后在这块盘上变了；{ $command ->
    [none] 放一份完好的进去
   *[other] 用 { $command } --verify 重新下载
 }。
error-model-corrupt-changed = { $file } 在模型站上和第一次下载时不一样了，所以没有用；要接受新的，就删掉 { $folder }.json。
error-disk-full-checkpoint = 权重还要 { $needed-gb } GB，{ $folder } 只剩 { $free-gb } GB；腾点空间，或把 WALKON_DATA_DIR 设到别的盘上。
error-model-missing-gated = { $repo } 只给接受了条款的人；到 { $page } 接受，把 WALKON_HUB_TOKEN 设成你的令牌，再试一次。
error-model-missing-unknown-repo = { $hub } 上没有你能看到的模型 { $repo }；看看 WALKON_HUB_URL。
error-model-missing-unknown-revision = { $repo } 已经没有 { $revision } 这个版本了；新一些的 Walkon 也许认得别的版本。
error-model-missing-token = { $hub } 不接受这个令牌；看看 WALKON_HUB_TOKEN。
error-model-missing-hub-busy = { $hub } 回了一个错误（{ $status }）；晚点再试，已经下好的都留着。
error-model-missing-no-hub = { $hub } 没有回应；看看网络，或把 WALKON_MODELS_DIR 设成放着权重的文件夹。
error-model-missing-fetching = 另一个进程正在下载 { $repo }；等它下完。
error-model-missing-interrupted = { $repo } 下载到一半断了；下好的都留着，{ $command } 会接着下。
error-tool-missing-hub = 下载权重还差一个包：.venv/bin/pip install -e ".[neural]"。
error-tool-missing-torchaudio = torchaudio 装了却导入不了；用 .venv/bin/pip install -e ".[coqui]" 重新装。
error-licence-coqui = XTTS v2 只限非商业用途；读过 { $url }，确实如此就设 WALKON_COQUI_LICENCE_ACCEPTED=yes。
