# 视频模型、声音和拍片的服务器：给部署者看的话。

error-option-no-remote = WALKON_ENGINE=remote 还缺 WALKON_REMOTE_URL：由哪台服务器拍片。
error-option-clear-remote = WALKON_REMOTE_URL 会把面孔不加密地发到网上；换成 https 地址，http 只能用在本机。
error-option-clear-hub = WALKON_HUB_URL 会不加密地下载模型；换成 https 地址，http 只能用在本机。
error-engine-absent = 这台机器上没有引擎 { $engine }；walkon doctor 会说缺什么。
error-voice-absent = 这台机器上没有声音 { $voice }；walkon doctor 会说缺什么。
