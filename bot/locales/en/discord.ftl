# What only Discord's adapter says, to people there and on the terminal.

## What its apps offer to type: names in small letters and without blanks
discord-name-make = make
discord-name-sentence = sentence
discord-name-person = person
discord-name-person2 = person2
discord-name-person3 = person3
discord-name-voice = voice
discord-name-period = period
discord-about-make = One sentence, and it becomes a film
discord-about-me = My face, my voice, my rules
discord-about-who = Who can be cast here
discord-about-with-me = Films I have a part in
discord-about-receipts = What I agreed to, and when
discord-about-privacy = Where faces go
discord-about-forget-me = Erase me
discord-about-settings = My permissions
discord-about-help = What there is to type
discord-about-cancel = Stop the film I asked for
discord-about-top = The most remixed films of this channel
discord-about-sentence = Who does what, where: Ben and I rob the fridge at night
discord-about-person = Who is in it, if the sentence does not name them
discord-about-voice = A spoken idea; write “film” as the sentence
discord-about-period = Since when
discord-menu-film = Film this message
discord-menu-remix = Remix this clip

## To people there
discord-may-not = I can't film here yet. I still need: { $rights }. Whoever runs this server can allow it in the channel's settings, which its threads go by.
discord-not-in-thread = I am not in this private thread, so I can't film here yet. Mention me in it once, then ask again.
discord-no-film = That one is no film of mine. To make one of it, choose “{ discord-menu-film }”.
discord-put-away = The film is put away: what only you see can be taken back for a quarter of an hour, and no longer.
discord-failed = I tripped, and that did not work. Try it once more?
discord-right-view-channel = View Channel
discord-right-send-messages = Send Messages
discord-right-send-messages-in-threads = Send Messages in Threads
discord-right-attach-files = Attach Files

## What stands in the way, on the terminal
discord-open = Discord: @{ $handle } is listening.
discord-token = Discord: the token is not valid any more; copy a new one from the Bot page at discord.com/developers into WALKON_DISCORD_TOKEN and start me again.
discord-away = Discord: no connection to { $host } yet; I keep trying. What is typed there meanwhile does not reach me.
discord-closed = Discord: it does not let me in any more (code { $code }); look at your app at discord.com/developers, and start me again.
discord-stumbled = Discord: I tripped over a mistake of my own, and the log has it. I start again.
discord-commands = Discord: it did not take my commands, so there is nothing to type; look at WALKON_COMMAND, and start me again.
discord-missing = Discord: there is nothing to type there yet; my commands arrive when I am started.
discord-scope = Discord: in { $n ->
    [one] one server
   *[other] { $n } servers
} my commands are missing; invite me again with a link that has the scopes bot and applications.commands.
discord-mute = Discord: in { $n ->
    [one] one server
   *[other] { $n } servers
} I may not see channels, write or attach files, so there are no films there; give my role these permissions.
discord-endpoint = Discord: your app sends what people type and press to an Interactions Endpoint URL, so none of it reaches me; empty that field at discord.com/developers, General Information.
discord-clock = Discord: this machine's clock is { $seconds } seconds off; set it, or buttons and time limits go wrong.

error-option-discord-token = Discord does not know this token; copy it from the Bot page at discord.com/developers into WALKON_DISCORD_TOKEN again.
error-option-clear-discord = WALKON_DISCORD_API_URL would send messages over the network unencrypted; use an https address, or http on this machine alone.
error-machine-discord-away = Discord: nobody answers at { $host }; check the network, or WALKON_DISCORD_API_URL.
error-tool-missing-discord = Discord needs one more package: .venv/bin/pip install -e ".[discord]", or start with make run.

doctor-discord-off = off; set WALKON_DISCORD_TOKEN to turn it on
doctor-discord = @{ $handle }, in { $n ->
    [one] one server
   *[other] { $n } servers
}
