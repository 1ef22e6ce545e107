# 影片模型、聲音和拍片的伺服器：給部署者看的話。

error-option-no-remote = WALKON_ENGINE=remote 還缺 WALKON_REMOTE_URL：由哪台伺服器拍片。
error-option-clear-remote = WALKON_REMOTE_URL 會讓面孔不加密就傳上網路；改用 https 位址，http 只限這台機器自己用。
error-option-clear-hub = WALKON_HUB_URL 會不加密就下載模型；改用 https 位址，http 只限這台機器自己用。
error-engine-absent = 這台機器上沒有引擎 { $engine }；缺什麼，walkon doctor 會說。
error-voice-absent = 這台機器上沒有聲音 { $voice }；缺什麼，walkon doctor 會說。
error-model-missing-checkpoint = 這台機器上沒有 { $engine } 的權重；用 walkon assets --engine { $engine } 下載。
error-model-corrupt-preset = { $folder } 裡的 { $file } 不能當預設用；可以寫些什麼，請看 docs/gpu.md。
help-render-weights = 放影片模型的資料夾，取代下載的那個。
help-render-url = 用 --engine remote 時由哪台伺服器拍片；面孔會交給它。
help-render-voice-weights = 放聲音模型的資料夾，取代下載的那個。
render-next-engine = { $engine } 拍不了：{ $reason } 換下一個。
error-engine-plugin = 別人寫的引擎 { $engine } 啟動不了（{ $kind }）。
error-voice-plugin = 別人寫的聲音 { $voice } 啟動不了（{ $kind }）。
error-option-engine = 這裡沒有這個引擎；可以選 puppet、ltx、wan、remote 或 auto。
error-option-voice = 這裡沒有這個聲音；可以選 espeak、pocket、kokoro、coqui、vibevoice 或 auto。
error-model-missing-voice = 這台機器上沒有聲音 { $voice }；用 walkon assets --voice { $voice } 下載。
doctor-server = { $host } 有回應；只有事先知道它的人，面孔才會傳給它
doctor-server-off = 沒開；影片都在這台機器上拍
error-machine-server = 要拍片的 { $host } 沒有回應，或者不認這把金鑰。
render-cost = 伺服器收費 { $cost }。
engine-pocket = Pocket-TTS（只給聲音）
engine-coqui = XTTS（只給聲音）
engine-vibevoice = VibeVoice（只給聲音）
