# A chat that the bot was let into, and whom a handle stands for.
welcome =
    I make short AI films with the people here. I only speak when spoken to, I don't read your chat, and nobody appears without their own yes.
    { $admin }: shall I work here?
welcome-admins = Admins
welcome-open = Open. First film? /{ $command } { $sentence }
welcome-idea = In a world where { $chat } has to get up before noon
button-open-chat = ✅ Open
button-leave-chat = 👋 Leave
toast-admins-only = That one is for the admins of this group.
receipt-parted = { $date } · I am out of a chat of yours, and its permissions ended
claim = @{ $handle }, { $asker } wrote a part for you.
button-thats-me = 🙋 That's me
toast-claimed = It's yours. Your face is in it only if you say so.
toast-in-it-already = You have a part in this one already.
