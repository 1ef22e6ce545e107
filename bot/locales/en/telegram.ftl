# What only Telegram's adapter says, to people there and on the terminal.

telegram-nobody = I can't tell who you are, so I can't ask anybody for you. Write as yourself, not as the group or a channel.
telegram-passed-on = That was passed on, so I can't tell whose it is. Send me one of your own, without forwarding.
telegram-command = One sentence, and it becomes a film
telegram-command-me = My face, my voice, my rules
telegram-command-who = Who can be cast here
telegram-command-with-me = Films I have a part in
telegram-command-settings = My permissions
telegram-command-receipts = What I agreed to, and when
telegram-command-privacy = Where faces go
telegram-command-help = What there is to type
telegram-command-cancel = Stop the film I asked for

telegram-open = Telegram: @{ $handle } is listening.
telegram-token = Telegram: the token is not valid any more; copy the new one from @BotFather into WALKON_TELEGRAM_TOKEN and start me again.
telegram-unkept = Telegram: new messages cannot be written to disk, so they wait at { $host }; make room, and I go on by myself.
telegram-hook = Telegram: { $host } does not take WALKON_TELEGRAM_WEBHOOK_URL; it must be a public https address that leads to your proxy. I keep trying.
telegram-stumbled = Telegram: I tripped over a mistake of my own, and the log has it. I go on from where I was, and nothing is lost.
telegram-away = Telegram: no connection to { $host } yet; I keep trying, and nothing is lost meanwhile.
telegram-twice = Telegram: another program fetches this bot's messages; stop it, or give one of the two a token of its own.
telegram-webhook = Telegram: this bot's messages are still brought to { $host }; set WALKON_TELEGRAM_MODE=webhook for that address, or ask @BotFather for a new token.
telegram-clock = Telegram: this machine's clock is { $seconds } seconds off; set it, or links and time limits go wrong.
telegram-reads-all = Telegram: privacy mode is off, so this bot is sent everything its groups say; I read none of it. Turn it on at @BotFather, Bot Settings, Group Privacy.
telegram-keeps = Telegram: in { $n ->
    [one] one group
   *[other] { $n } groups
} I may not delete messages older than two days; a film taken back there leaves a plain card. Make me an admin who may delete messages.

error-option-telegram-token = Telegram does not know this token; copy it from @BotFather into WALKON_TELEGRAM_TOKEN again.
error-option-telegram-webhook-url = WALKON_TELEGRAM_MODE=webhook needs WALKON_TELEGRAM_WEBHOOK_URL, the https address of your proxy.
error-option-telegram-webhook-secret = WALKON_TELEGRAM_WEBHOOK_SECRET may hold letters, digits, _ and -, at most 256.
error-option-clear-telegram = WALKON_TELEGRAM_API_URL would send messages over the network unencrypted; use an https address, or http on this machine alone.
error-port-taken-telegram = Something else already listens at { $address }: end it, or set WALKON_TELEGRAM_WEBHOOK_PORT to another number.
error-machine-telegram-away = Telegram: nobody answers at { $host }; check the network, or WALKON_TELEGRAM_API_URL.
error-machine-telegram-twice = Telegram: another program fetches this bot's messages; stop it, or give one of the two a token of its own.
error-tool-missing-telegram = Telegram needs one more package: .venv/bin/pip install -e ".[telegram]", or start with make run.

doctor-telegram-off = off; set WALKON_TELEGRAM_TOKEN to turn it on
doctor-telegram = @{ $handle }, by { $mode ->
    [webhook] webhook
   *[other] polling
}
