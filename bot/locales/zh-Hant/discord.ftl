# 只有 Discord 那一頭會說的話：對那裡的人，和對終端機。

## 那裡能輸入什麼：名字用小寫，不帶空格
discord-name-make = 拍
discord-name-sentence = 句子
discord-name-person = 人物
discord-name-person2 = 人物2
discord-name-person3 = 人物3
discord-name-voice = 語音
discord-name-period = 期間
discord-about-make = 一句話，拍成一部影片
discord-about-me = 我的臉、聲音和規矩
discord-about-who = 這裡誰能出鏡
discord-about-with-me = 有我的影片
discord-about-receipts = 我同意過什麼、什麼時候
discord-about-privacy = 臉交給了誰
discord-about-forget-me = 把我刪乾淨
discord-about-settings = 我的許可
discord-about-help = 可以輸入什麼
discord-about-cancel = 停掉我要的那部
discord-about-top = 這個頻道裡翻拍最多的影片
discord-about-sentence = 誰、在哪、做什麼：我和小本半夜偷冰箱
discord-about-person = 誰在影片裡，句子裡沒寫到的話
discord-about-voice = 說出來的點子；句子寫「拍」就行
discord-about-period = 從什麼時候算起
discord-menu-film = 把這則拍成影片
discord-menu-remix = 翻拍這部

## 對那裡的人
discord-may-not = 在這裡還拍不了，我還缺：{ $rights }。管理伺服器的人可以在頻道設定裡給我，討論串也照頻道的來。
discord-not-in-thread = 我不在這個私人討論串裡，還拍不了。請在這裡 @ 我一次，再叫我拍。
discord-no-film = 這則不是我的影片。想把它拍成影片，請選「{ discord-menu-film }」。
discord-put-away = 影片已收起：只有你看得到的內容，過了一刻鐘就收不回來，所以不留到那時候。
discord-failed = 我這邊出了狀況，這次沒成。再試一次？
discord-right-view-channel = 查看頻道
discord-right-send-messages = 傳送訊息
discord-right-send-messages-in-threads = 在討論串中傳送訊息
discord-right-attach-files = 附加檔案

## 終端機上：什麼擋了路
discord-open = Discord：@{ $handle } 在聽了。
discord-token = Discord：這個權杖失效了；到 discord.com/developers 的 Bot 頁面把新的複製到 WALKON_DISCORD_TOKEN，再啟動我一次。
discord-away = Discord：還連不上 { $host }，一直在試。這段時間在那裡輸入的話到不了我這裡。
discord-closed = Discord：不讓我進去了（代碼 { $code }）；看看 discord.com/developers 上你的應用程式，再啟動我一次。
discord-stumbled = Discord：我這邊出了狀況，記錄檔裡有；我重新來過。
discord-commands = Discord：它沒收下我的指令，所以那裡沒有可輸入的；看看 WALKON_COMMAND，再啟動我一次。
discord-missing = Discord：那裡還沒有可輸入的指令；啟動我，指令就到。
discord-scope = Discord：有 { $n } 個伺服器裡沒有我的指令；用帶 bot 和 applications.commands 兩項的連結重新邀請我。
discord-mute = Discord：有 { $n } 個伺服器不讓我看頻道、發訊息或附檔案，那裡就沒有影片；給我的身分組這幾項權限。
discord-endpoint = Discord：你的應用程式把大家輸入和按下的都送去了 Interactions Endpoint URL，到不了我這裡；到 discord.com/developers 的 General Information 把那一欄清空。
discord-clock = Discord：這台機器的時鐘差了 { $seconds } 秒；校準一下，不然按鈕和時限都會出錯。

error-option-discord-token = Discord 不認得這個權杖；到 discord.com/developers 的 Bot 頁面重新複製到 WALKON_DISCORD_TOKEN。
error-option-clear-discord = WALKON_DISCORD_API_URL 會把訊息不加密地送過網路；用 https 位址，http 只能在本機。
error-machine-discord-away = Discord：{ $host } 沒人應答；看看網路，或 WALKON_DISCORD_API_URL。
error-tool-missing-discord = 用 Discord 還差一個套件：.venv/bin/pip install -e ".[discord]"，或用 make run 啟動。

doctor-discord-off = 關著；設 WALKON_DISCORD_TOKEN 就能打開
doctor-discord = @{ $handle }，在 { $n } 個伺服器裡
