# 只有 Telegram 那一頭會說的話：對那裡的人，和對終端機。

telegram-nobody = 看不出你是誰，也就沒辦法替你去問別人。用自己的身分說，別用群組或頻道的身分。
telegram-passed-on = 這是轉傳來的，看不出是誰的。傳一份你自己的，不要用轉傳。
telegram-command = 一句話，拍成一部影片
telegram-command-me = 我的臉、聲音和規矩
telegram-command-who = 這裡誰能出鏡
telegram-command-with-me = 有我的影片
telegram-command-settings = 我的許可
telegram-command-receipts = 我同意過什麼、什麼時候
telegram-command-privacy = 臉交給了誰
telegram-command-help = 可以輸入什麼
telegram-command-cancel = 停掉我要的那部

telegram-open = Telegram：@{ $handle } 在聽了。
telegram-token = Telegram：這個權杖失效了；到 @BotFather 那裡把新的複製到 WALKON_TELEGRAM_TOKEN，再啟動我一次。
telegram-unkept = Telegram：新訊息寫不進磁碟，先留在 { $host } 那邊；騰出空間，我會自己接下去。
telegram-hook = Telegram：{ $host } 不收 WALKON_TELEGRAM_WEBHOOK_URL；要填能通到你的代理伺服器的公開 https 位址。我會繼續試。
telegram-stumbled = Telegram：我這邊出了狀況，記錄檔裡有；我重新來過，什麼都沒丟。
telegram-away = Telegram：還連不上 { $host }，一直在試，這段時間什麼都不會丟。
telegram-twice = Telegram：另一個程式也在收這個機器人的訊息；停掉它，或替其中一個換個權杖。
telegram-webhook = Telegram：這個機器人的訊息還送往 { $host }；那邊是你的就設 WALKON_TELEGRAM_MODE=webhook，否則找 @BotFather 換個權杖。
telegram-clock = Telegram：這台機器的時鐘差了 { $seconds } 秒；校準一下，不然連結和時限都會出錯。
telegram-reads-all = Telegram：隱私模式關著，群組裡說的話都會送來；我一句也不看。到 @BotFather 的 Bot Settings、Group Privacy 打開它。
telegram-keeps = Telegram：有 { $n } 個群組不讓我刪兩天以前的訊息，在那裡收回的影片會留下一張空白卡片。把我設成能刪訊息的管理員就好。

error-option-telegram-token = Telegram 不認得這個權杖；到 @BotFather 那裡重新複製到 WALKON_TELEGRAM_TOKEN。
error-option-telegram-webhook-url = WALKON_TELEGRAM_MODE=webhook 需要 WALKON_TELEGRAM_WEBHOOK_URL，也就是你的代理的 https 位址。
error-option-telegram-webhook-secret = WALKON_TELEGRAM_WEBHOOK_SECRET 只能用字母、數字、_ 和 -，最多 256 個。
error-option-clear-telegram = WALKON_TELEGRAM_API_URL 會把訊息不加密地送過網路；用 https 位址，http 只能在本機。
error-port-taken-telegram = { $address } 已經有別的程式在用：把它關掉，或是替 WALKON_TELEGRAM_WEBHOOK_PORT 換個數字。
error-machine-telegram-away = Telegram：{ $host } 沒人應答；看看網路，或 WALKON_TELEGRAM_API_URL。
error-machine-telegram-twice = Telegram：另一個程式也在收這個機器人的訊息；停掉它，或替其中一個換個權杖。
error-tool-missing-telegram = 用 Telegram 還差一個套件：.venv/bin/pip install -e ".[telegram]"，或用 make run 啟動。

doctor-telegram-off = 關著；設 WALKON_TELEGRAM_TOKEN 就能打開
doctor-telegram = @{ $handle }，{ $mode ->
    [webhook] 由 Telegram 送來
   *[other] 自己去拿
}
