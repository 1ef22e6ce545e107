# 只有 Telegram 那一头会说的话：对那里的人，和对终端。

telegram-nobody = 看不出你是谁，也就没法替你去问别人。用自己的身份说，别用群或频道的身份。
telegram-passed-on = 这是转发来的，看不出是谁的。发一份你自己的，别用转发。
telegram-command = 一句话，拍成一部片子
telegram-command-me = 我的面孔、声音和规矩
telegram-command-who = 这里谁能出镜
telegram-command-with-me = 有我的片子
telegram-command-settings = 我的许可
telegram-command-receipts = 我同意过什么、什么时候
telegram-command-privacy = 面孔交给了谁
telegram-command-help = 可以输入什么
telegram-command-cancel = 停掉我要的那部

telegram-open = Telegram：@{ $handle } 在听了。
telegram-token = Telegram：这个令牌作废了；从 @BotFather 那里把新的复制到 WALKON_TELEGRAM_TOKEN，再启动我。
telegram-unkept = Telegram：新消息写不进磁盘，先留在 { $host } 那里；腾出空间，我自己接着来。
telegram-hook = Telegram：{ $host } 不接受 WALKON_TELEGRAM_WEBHOOK_URL；要用通到你的代理的公网 https 地址。我会一直试。
telegram-stumbled = Telegram：我这边出了错，日志里有；我重新开始，什么都没丢。
telegram-away = Telegram：还连不上 { $host }，一直在试，期间什么都不会丢。
telegram-twice = Telegram：另一个程序也在取这个机器人的消息；停掉它，或给其中一个换个令牌。
telegram-webhook = Telegram：这个机器人的消息还送往 { $host }；那边是你的就设 WALKON_TELEGRAM_MODE=webhook，否则找 @BotFather 换个令牌。
telegram-clock = Telegram：这台机器的时钟差了 { $seconds } 秒；校准一下，不然链接和时限都会出错。
telegram-reads-all = Telegram：隐私模式关着，群里说的话都会送来；我一句也不看。去 @BotFather 的 Bot Settings、Group Privacy 打开它。
telegram-keeps = Telegram：有 { $n } 个群不让我删两天以前的消息，在那里撤回的片子会留下一张空白卡片。把我设成能删消息的管理员就好。

error-option-telegram-token = Telegram 不认识这个令牌；去 @BotFather 那里重新复制到 WALKON_TELEGRAM_TOKEN。
error-option-telegram-webhook-url = WALKON_TELEGRAM_MODE=webhook 需要 WALKON_TELEGRAM_WEBHOOK_URL，也就是你的代理的 https 地址。
error-option-telegram-webhook-secret = WALKON_TELEGRAM_WEBHOOK_SECRET 只能用字母、数字、_ 和 -，最多 256 个。
error-option-clear-telegram = WALKON_TELEGRAM_API_URL 会把消息不加密地送过网络；用 https 地址，http 只能在本机。
error-port-taken-telegram = { $address } 已经有别的程序在用：把它关掉，或者给 WALKON_TELEGRAM_WEBHOOK_PORT 换个数字。
error-machine-telegram-away = Telegram：{ $host } 没人应答；看看网络，或 WALKON_TELEGRAM_API_URL。
error-machine-telegram-twice = Telegram：另一个程序也在取这个机器人的消息；停掉它，或给其中一个换个令牌。
error-tool-missing-telegram = 用 Telegram 还差一个包：.venv/bin/pip install -e ".[telegram]"，或用 make run 启动。

doctor-telegram-off = 关着；设 WALKON_TELEGRAM_TOKEN 就能打开
doctor-telegram = @{ $handle }，{ $mode ->
    [webhook] 由 Telegram 送来
   *[other] 自己去取
}
