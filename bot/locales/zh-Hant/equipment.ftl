# 這台機器有什麼、缺什麼：影片模型和聲音的權重、授權、下載。

stage-fetching = 下載權重

## walkon assets
help-assets-voices = 下載 CPU 上也能用的自然聲音：pocket 和 kokoro。
help-assets-engine = 下載一個影片模型的權重。
help-assets-voice = 下載一種聲音的權重。
help-assets-checkpoint = 只下載這一份權重，名稱見 docs/licences.md。
help-assets-verify = 逐一計算現有權重的雜湊值，和下載時的紀錄核對；加上 --engine、--voice 或 --checkpoint，變動過的檔案會重新下載。
assets-download = 正在把 { $repo }（{ $size } GB）下載到 { $folder }；中斷了會接著下載。
assets-altered = { $folder } 裡的 { $file } 下載之後在這顆磁碟上變動過；正在重新下載。
assets-with =
    齊了：{ $models } 個人臉模型在 { $folder }，字型用 { $font }。
    { $list }
assets-checkpoint = 權重 { $id } 在 { $folder }
assets-checkpoint-unnamed = 權重 { $id } 在 { $folder }；設了 WALKON_VOICE={ $voice } 它才會開口，在那之前由 eSpeak NG 說話

## 權重是誰的；下載之前和第一次使用時說
terms-yes = { $repo } 的授權是 { $licence }（{ $url }）：可以商用；地區：{ $territory ->
    [worldwide] 全球
   *[other] { $territory }
 }。
terms-conditions = { $repo } 的授權是 { $licence }（{ $url }）：有條件可以商用（{ $id ->
    [ltx25] 年營收不到一千萬美元免費，達到之後要另購授權；附件 A 限制了用途
    [ltx23] 年營收不到一千萬美元免費，達到之後要另購授權；附件 A 限制了用途
    [pocket] 要註明出自 Kyutai，未經本人同意不得複製任何人的聲音
   *[other] { $conditions }
 }）；地區：{ $territory ->
    [worldwide] 全球
   *[other] { $territory }
 }。
terms-no = { $repo } 的授權是 { $licence }（{ $url }）：僅限非商業用途；地區：{ $territory ->
    [worldwide] 全球
   *[other] { $territory }
 }。

## walkon doctor
help-doctor-repair = 能修的就修：讓 torchaudio 配得上 CPU 版的 torch。
doctor-ready = 可用。能給你：{ $gives }
doctor-ready-with = 可用，權重是 { $repo }，在 { $folder }。能給你：{ $gives }
doctor-ready-unnamed = 可用，權重是 { $repo }，在 { $folder }；設了 WALKON_VOICE={ $voice } 它才會開口。能給你：{ $gives }
doctor-lacks = { $lacks }。有了它，能給你：{ $gives }
doctor-gpu = { $name }，{ $total } GB，剩餘 { $free } GB
doctor-gpu-none = 沒看到 GPU，影片由木偶在 CPU 上拍
doctor-offer-voices = 這顆 CPU 也跑得動更自然的聲音：walkon assets --voices 會下載 pocket 和 kokoro（{ $size } GB），再設 WALKON_VOICE=pocket 或 WALKON_VOICE=kokoro，它才會開口。
doctor-torchaudio-fine = 可用
doctor-torchaudio-foreign = 它是配另一種 torch 的，所以匯入不了；walkon doctor --repair 修得好
doctor-repaired = torchaudio：拿掉了配另一種 torch 的編譯部分，沒有它也能用。
doctor-repair-fine = torchaudio：好好的，沒有要修的。
doctor-repair-absent = torchaudio：沒有安裝，沒有要修的。
lack-gpu = 沒看到 GPU
lack-gpu-timeout = { $limit } 秒內沒看到 GPU
lack-memory = GPU 有 { $has } GB 記憶體，需要 { $needed } GB
lack-library = 沒有安裝 { $count ->
    [1] { $names } 這個套件
   *[other] { $names } 這幾個套件
 }（.venv/bin/pip install -e ".[{ $extra }]"）
lack-weights = 沒有權重（{ $command }：{ $size } GB，{ $licence }）
lack-gated = 權重只給在 { $page } 接受了條款的人，憑權杖下載（WALKON_HUB_TOKEN）
lack-broken = 權重不能用：{ $why }
lack-licence = 它的授權僅限非商業用途，還沒有接受（讀過 { $url }，再設 WALKON_COQUI_LICENCE_ACCEPTED=yes）
lack-url = 沒有指定伺服器（WALKON_REMOTE_URL）
gives-puppet = 木偶拍的影片，哪顆 CPU 都行，馬上就好。
gives-ltx = 影片模型拍的影片，用你的臉和你的聲音。
gives-wan = 影片模型拍的影片，小一點的顯示卡也放得下，用你的臉；它沒有聲音，你的聲音另外配。
gives-remote = 你選的伺服器上的影片模型拍的影片。
gives-stills = ltx 和 wan 開拍用的靜態畫面，由影像模型修過；設了 WALKON_STILLS=retouched 才會用。
gives-espeak = 樸素的聲音，會一百種語言。
gives-pocket = CPU 上的自然聲音，你借出聲音的話也用你自己的；只說英文。
gives-kokoro = CPU 上的自然聲音，中文和英文；不會是你自己的聲音。
gives-coqui = 你自己的聲音，16 種語言。
gives-vibevoice = 你自己的聲音，中文和英文，要有 GPU。

## 錯誤：權重
error-model-missing-folder = { $folder } 裡沒有權重；{ $command ->
    [none] 改用放著權重的資料夾
   *[other] 用 { $command } 下載
 }。
error-model-missing-index = { $folder } 裡沒有 { $file }，所以不是這種模型；{ $command ->
    [none] 改用有它的資料夾
   *[other] 用 { $command } 下載
 }。
error-model-missing-component = { $folder } 裡的模型少了 { $component } 這部分；{ $command ->
    [none] 改用放著完整模型的資料夾
   *[other] 用 { $command } 下載
 }。
error-model-missing-weights = { $folder } 裡少了 { $component } 的權重；{ $command ->
    [none] 改用放著完整模型的資料夾
   *[other] 用 { $command } 下載
 }。
error-model-missing-shard = { $folder } 裡少了 { $file }；{ $command ->
    [none] 改用放著完整模型的資料夾
   *[other] 用 { $command } 下載
 }。
error-model-corrupt-json = { $folder } 裡的 { $file } 讀不了；{ $command ->
    [none] 放一份完好的進去
   *[other] 用 { $command } 重新下載
 }。
error-model-corrupt-class = { $folder } 裡是 { $found }，這裡要的是 { $wanted }；換一個資料夾。
error-model-corrupt-other = { $folder } 裡沒有這種模型；改用有它的資料夾。
error-model-corrupt-cut = { $folder } 裡的 { $file } 不完整；{ $command ->
    [none] 放一份完好的進去
   *[other] 用 { $command } 重新下載
 }。
error-model-corrupt-hash = { $folder } 裡的 { $file } 和模型站說的不一樣，所以沒有採用；再執行一次 { $command }。
error-model-corrupt-altered = { $folder } 裡的 { $file } 下載之後在這顆磁碟上變動過；{ $command ->
    [none] 放一份完好的進去
   *[other] 用 { $command } --verify 重新下載
 }。
error-model-corrupt-changed = { $file } 在模型站上和第一次下載時不一樣了，所以沒有採用；要接受新的，就刪掉 { $folder }.json。
error-disk-full-checkpoint = 權重還要 { $needed-gb } GB，{ $folder } 只剩 { $free-gb } GB；騰出一些空間，或把 WALKON_DATA_DIR 設到別的磁碟。
error-model-missing-gated = { $repo } 只給接受了條款的人；到 { $page } 接受，把 WALKON_HUB_TOKEN 設成你的權杖，再試一次。
error-model-missing-unknown-repo = { $hub } 上沒有你看得到的模型 { $repo }；檢查一下 WALKON_HUB_URL。
error-model-missing-unknown-revision = { $repo } 已經沒有 { $revision } 這個版本了；新一點的 Walkon 也許認得別的版本。
error-model-missing-token = { $hub } 不接受這個權杖；檢查一下 WALKON_HUB_TOKEN。
error-model-missing-hub-busy = { $hub } 回了一個錯誤（{ $status }）；晚點再試，已經下載的都留著。
error-model-missing-no-hub = { $hub } 沒有回應；檢查網路，或把 WALKON_MODELS_DIR 設成放著權重的資料夾。
error-model-missing-fetching = 另一個程序正在下載 { $repo }；等它下載完。
error-model-missing-interrupted = { $repo } 下載到一半中斷了；下載好的都留著，{ $command } 會接著下載。
error-tool-missing-hub = 下載權重還缺一個套件：.venv/bin/pip install -e ".[neural]"。
error-tool-missing-torchaudio = torchaudio 裝了卻匯入不了；用 .venv/bin/pip install -e ".[coqui]" 重新安裝。
error-licence-coqui = XTTS v2 僅限非商業用途；讀過 { $url }，確實如此就設 WALKON_COQUI_LICENCE_ACCEPTED=yes。
