# 视频模型、声音和拍片的服务器：给部署者看的话。

error-option-no-remote = WALKON_ENGINE=remote 还缺 WALKON_REMOTE_URL：由哪台服务器拍片。
error-option-clear-remote = WALKON_REMOTE_URL 会把面孔不加密地发到网上；换成 https 地址，http 只能用在本机。
error-option-clear-hub = WALKON_HUB_URL 会不加密地下载模型；换成 https 地址，http 只能用在本机。
error-engine-absent = 这台机器上没有引擎 { $engine }；walkon doctor 会说缺什么。
error-voice-absent = 这台机器上没有声音 { $voice }；walkon doctor 会说缺什么。
error-model-missing-checkpoint = 这台机器上没有 { $engine } 的权重；用 walkon assets --engine { $engine } 下载。
error-model-corrupt-preset = { $folder } 里的 { $file } 不能当预设用；里面可以写什么，见 docs/gpu.md。
help-render-weights = 放视频模型的文件夹，代替下载的那个。
help-render-url = 用 --engine remote 时由哪台服务器拍片；面孔会交给它。
help-render-voice-weights = 放声音模型的文件夹，代替下载的那个。
render-next-engine = { $engine } 拍不了：{ $reason } 换下一个。
error-engine-plugin = 别人写的引擎 { $engine } 启动不了（{ $kind }）。
error-voice-plugin = 别人写的声音 { $voice } 启动不了（{ $kind }）。
error-option-engine = 这里没有这个引擎；可选 puppet、ltx、wan、remote 或 auto。
error-option-voice = 这里没有这个声音；可选 espeak、pocket、kokoro、coqui、vibevoice 或 auto。
error-model-missing-voice = 这台机器上没有声音 { $voice }；用 walkon assets --voice { $voice } 下载。
doctor-server = { $host } 有回应；只有事先知道它的人，面孔才会发给它
doctor-server-off = 没开；片子都在这台机器上拍
error-machine-server = 要拍片的 { $host } 没有回应，或者不认这个密钥。
render-cost = 服务器收费 { $cost }。
engine-pocket = Pocket-TTS（只给声音）
engine-coqui = XTTS（只给声音）
engine-vibevoice = VibeVoice（只给声音）
