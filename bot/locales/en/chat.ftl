# What the bot says in a chat. In a group at most two lines, in a direct chat four; one idea a line.
# The sentence that carries consent is plain. A no is never visible.

## Words after the command; other words for the same stand behind |
word-me = me
word-who = who
word-with-me = with-me | with me
word-receipts = receipts
word-privacy = privacy
word-forget-me = forget-me | forget me
word-settings = settings
word-help = help
word-cancel = cancel
word-top = top
period-day = day | today
period-week = week
period-month = month
period-all = all

## People, days
you = You
someone = someone
sentence-with = { $sentence } with { $names }
nobody-else = nobody else
operator-unnamed = whoever runs this machine
date = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] June
    [7] July
    [8] Aug
    [9] Sept
    [10] Oct
    [11] Nov
   *[12] Dec
 }
date-time = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] June
    [7] July
    [8] Aug
    [9] Sept
    [10] Oct
    [11] Nov
   *[12] Dec
 }, { $time }

## While a film is made
progress-unknown-face = 🎬 Rolling. I don't know your face yet, so { $standin } plays you. Bravely.
progress-reading = I read: { $turn }.
progress-queue = 🎬 “{ $title }” · { $ahead ->
    [1] One film
    [2] Two films
   *[other] { $ahead } films
 } ahead of yours, about { $seconds } s.
step-0 = 🎬 “{ $title }” · reading your sentence
step-1 = 🎬 “{ $title }” · learning the lines
step-2 = 🎬 “{ $title }” · lighting
step-3 = 🎬 “{ $title }” · rolling
step-4 = 🎬 “{ $title }” · adding sound
step-5 = 🎬 “{ $title }” · coming up
step-shrinking = 🎬 “{ $title }” · too large for this chat, making it smaller
step-changing = 🎬 “{ $title }” · changing the cast

## Under a film
cast-stand-in = { $standin } as { $name }
cast-nobody = nobody in it
caption =
    “{ $title }” · { $cast }
    AI film{ $engine ->
        [puppet] { "" }
       *[other] { " by " }{ $engine }
     }{ $scenes ->
        [0] { "" }
       *[other] { " · " }{ $scenes } scenes, { $seconds } s
     } · asked by { $asker } · { $voice ->
        [own] own voice
       *[other] AI voice
     }
film-taken-back = This film was taken back by someone in it.
film-hidden = This film was reported. It is kept from view until an admin has looked.
film-failed =
    🎬 “{ $title }”
    That take went wrong. I threw it away; your turn is back.
film-failed-take =
    🎬 “{ $title }”
    Two takes, neither fit to be shown. I threw them away; your turn is back.
film-failed-take-silent =
    🎬 “{ $title }”
    Two takes, both silent. I threw them away; your turn is back.
film-failed-voice =
    🎬 “{ $title }”
    The voice broke off in the middle. Nothing was kept; your turn is back.
film-failed-engine =
    🎬 “{ $title }”
    The camera is out. Nothing was kept; your turn is back.
film-failed-worker-lost =
    🎬 “{ $title }”
    The lights went out three times. Nothing was kept; your turn is back.
film-failed-timeout =
    🎬 “{ $title }”
    That took too long, so I stopped it. Your turn is back.
film-failed-memory =
    🎬 “{ $title }”
    That film was too big for this machine. Your turn is back; fewer people, or fewer words?
film-failed-disk-full =
    🎬 “{ $title }”
    The shelf is full here. I told { $operator }; your idea is kept.
film-failed-too-large =
    🎬 “{ $title }”
    Too long for this chat. Your turn is back; say it in fewer words?
film-failed-sentence =
    🎬 “{ $title }”
    I can't film these words. Your turn is back; say it another way?
film-failed-cancelled =
    🎬 “{ $title }”
    Cancelled. Nothing was kept, and your turn is back.
film-failed-join =
    🎬 “{ $title }”
    One of its scenes is not here any more. The others stay as they are; your turn is back.

## The nod
nod-preview =
    You're in this one, so you see it first. Asked by { $asker }, for { $chat }. Nobody there has seen your face in it.
    No answer by { $time } counts as no.
nod-posted = Posted. Changed your mind, any time:
nod-declined = Gone. The film goes on without you, and nobody hears why.
nod-withdrawn = Done. Your face is out of “{ $title }”.
nod-off = “{ $title }” is off. Nobody has seen your face in it.

## A part
part-invitation =
    { $asker } wrote a part for you in { $chat }: “{ $sentence }”.
    Until you say yes, a stand-in plays it. You would see the finished film before anyone else.
part-no = Fine. Nobody is told.
part-yes =
    Good. Before anyone else, you see the finished film.
    For that I have to know your face. It takes half a minute.
part-ready = Good. Before anyone else, you see the finished film. It comes here.
part-off = “{ $title }” is off. Nothing to decide any more.

withdraw =
    You are in “{ $title }”. It can go on without your face, or go away for everyone.
    Films made from it follow. Copies that people saved or forwarded I cannot reach.

## Panels
start =
    Hi { $name }. I put friends into short AI films, right in your group chat. Nobody appears without a yes, and that includes you.
    Want to be castable? It takes half a minute.
panel =
    One sentence, and I'll shoot it. Or answer a message with /{ $command }.
making = { $command } make
panel-menus = One sentence, and I'll shoot it. Or choose “Film this message” in a message's menu, under Apps.
help-film = /{ $command } and a sentence: a film with the people you mention, each asked first.
help-answers =
    /{ $command } alone, as an answer to a message · a film of that message
    /{ $command } as an answer to a film · with a sentence, what happens next; alone, its words to change
help-menus =
    “Film this message” in a message's menu, under Apps · a film of that message
    “Remix this clip” in the menu of a film · its words to change
help =
    /{ $command } me · your face, your voice, your rules: settings
    /{ $command } who · who can be cast here
    /{ $command } with-me · every film you have a part in, and a way out of it
    /{ $command } receipts · what you agreed to, and when
    /{ $command } top · what was remixed most: day, week, month, all
    /{ $command } cancel · stop the film you asked for
    /{ $command } privacy · where faces go
    /{ $command } forget-me · erase everything about you
privacy =
    This bot is run by { $operator }. Faces and voices are kept on its machine, encrypted, and are given to: { $engines }.
    I read what follows /{ $command }, the message it answers, and what you send me. Nothing else in a chat.
    Unused for { $days } days, a face is erased. By you at any time: /{ $command } forget-me
    Every film carries a visible AI mark and a signature. The whole text: docs/privacy.md
privacy-llm = Sentences, without the names in them, are also sent to { $host }, whose language model proposes wittier words.

## Ideas behind the buttons of the panel
idea-court = They put me on trial: who ate the last pudding?
idea-news = Breaking news: I am still on my way
idea-food = Pizza, noodles, or whatever? I pick dinner for all of us
idea-award = And the award for the longest nap goes to me
idea-birthday = A happy birthday from all of us, with confetti
idea-night = Good night, said from a window over a sleeping city
idea-surprise-1 = I float weightless in a spaceship and wave at Earth
idea-surprise-2 = Three in the morning, and I open the fridge
idea-surprise-3 = In a world where I have to get up before noon
idea-surprise-4 = I ask the fortune stick what to have for lunch
idea-surprise-5 = Karaoke night: I sing one line only

## Who
who-ask = { $name } · ask me
who-free = { $name } · cast me, no need to ask
who-stand-in = { $name } · stand-in only
who-absent = { $name } · not here yet
who-more = … and { $n } more
who-empty = Nobody is castable here yet. You could be the bad example.

## Me
me-none =
    You haven't lent me a face yet.
    It takes half a minute, and nothing is shown before you have seen it.
me-card =
    { $kind ->
        [video] Your face, from a video
        [photo] Your face, from a photo
       *[drawn] Your drawn self
    } { $badge ->
        [checked] · ✓ checked
        [drawn] · nobody real
       *[other] · not checked
    }
    Face { $face ->
        [on] on
       *[off] off
    }, voice { $voice ->
        [on] on
       *[off] off
    }. { $badge ->
        [other] Until a video shows that the face is yours, only you can use it.
       *[checked] Who may ask: { $audience }.
    }
me-persona = Your character: “{ $persona }”
me-called = In { $chat } you are called { $name }.
settings-card =
    Who may ask for you? Now: { $audience }.
    { $ask ->
        [never] In chats you have allowed, I don't ask before each film.
       *[each_time] I ask you before each film.
    }
    Face and voice are two switches. A face that is off leaves the films that are out, too.
settings-grant = { $name } · { $chat } · { $uses ->
    [0] any number of films
    [one] one film
   *[other] { $uses } films
 } · { $until }
settings-until = until { $date }
settings-no-end = no end
limits-card =
    Topics your face stays out of, whoever asks. Tick what you don't want.
    A stand-in plays you there, and nobody is told why.
limits-words = Also: { $words }
limit-alcohol = alcohol
limit-romance = romance
limit-politics = politics
limit-religion = religion
limit-violence = violence
limit-horror = horror
limit-swearing = swearing
limit-work = my work
limit-family = my family
limit-health = health
limit-money = money
limit-ridicule = being laughed at
level-nobody = nobody
level-only-me = only you
level-approved = people you approve
level-group = the group you are both in
level-everywhere = anyone here
anyone-here = anyone
any-chat = every chat
forget =
    This erases your face, your voice, { $n ->
        [0] { "" }
        [one] one film with you in it,{ " " }
       *[other] { $n } films with you in them,{ " " }
     }and every permission. Backups cannot bring them back. A receipt without any picture stays with you. It cannot be undone.

## Lists
with-me-title = You have a part in:
with-me-line = { $number }. “{ $title }” · { $asker }, { $date } · { $state ->
    [making] being made
    [face] your face is in it
    [stand_in] a stand-in plays you
    [failed] never posted
   *[removed] taken away
 }
with-me-empty = You haven't been in anything yet. That can change in a minute.
receipts-title = What you agreed to, newest first:
receipts-empty = Nobody has asked for your face.
receipt-release = { $date } · you read the release and chose
receipt-enrolled = { $date } · you lent me a face
receipt-changed = { $date } · you changed your rules
receipt-self = { $date } · you asked for a film of yourself: { $what }
receipt-grant = { $date } · you gave a permission: { $what }
receipt-nod = { $date } · you nodded: { $what }
receipt-decline = { $date } · no, or no answer: { $what }
receipt-withdraw = { $date } · you took your face out: { $what }
receipt-revoke = { $date } · you took permissions back
receipt-block = { $date } · you don't want to be asked
receipt-shown = { $date } · your face was shown: { $what }
receipt-taken-back = { $date } · your face was taken back: { $what }
receipt-removed = { $date } · a film of yours was removed: { $what }
receipt-reported = { $date } · reported: { $what }
receipt-erased = { $date } · erased
receipt-left = { $date } · you left a chat, and its permissions ended
receipt-job = { $date } · a film was made: { $what }
top-title = Remixed most, { $period ->
    [day] today
    [week] this week
    [month] this month
   *[all] ever
 }:
top-line = { $number }. “{ $title }” · { $asker } · { $score ->
    [one] one point
   *[other] { $score } points
 }
top-empty = Nothing remixed { $period ->
    [day] today
    [week] this week
    [month] this month
   *[all] yet
 }. Standards, or holidays?

## Who & why
why-head = “{ $title }” · asked by { $asker }, { $date }.
why-self = { $name } — asked for it, this film
why-grant = { $name } — allowed it before
why-standing = { $name } — lets this group cast them
why-nod = { $name } — nodded, this film
why-nod-at = { $name } — nodded { $time }, this film
why-stand-in = { $name } is played by { $standin }. Drawn, nobody real.
why-drawn = { $standin } is drawn, nobody real.
why-made = Made by { $engine } in { $seconds } s, voice: { $voice }.
why-parent = After a film by { $asker }.
why-joined = { $n } scenes, joined into one film.
why-nods = { $n ->
    [one] One person was
   *[other] { $n } people were
 } asked in the last day. Whoever says yes appears by itself.
why-gone = “{ $title }” is no longer shown.
shots-card = Which shot of “{ $title }” is to be shot anew? Whoever has a part is asked again.
looks-card = “{ $title }” once more. Whoever has a part is asked again.

## The screen test
screen-test-checking = Looking at your tape. Half a minute at most.
screen-test-unusable = I couldn't use that one.
screen-test-again = Take { $take } of 3?
screen-test-which = { $n ->
    [2] Two people here. Which one is you?
   *[other] { $n } people here. Which one is you?
 }
screen-test-gone = That picture is no longer here. Give me another?
screen-test-unchecked = The check did not pass. You can go on; until it does, only you can use this face.
screen-test-photo = A photo proves nothing: until a video shows that it is you, only you can use this face.
screen-test-other = One photo will do, or be drawn.
screen-test-title = Screen test
screen-test-preview =
    This is you on film. Nobody else has seen it.
    Use it, or throw it away and nothing is kept.

## What a picture or a video lacks
finding-face-none = I can't find a face. Come a bit closer?
finding-face-several = Two people here. Just you, this once?
finding-face-too-small = Your face is small in it. A bit closer?
finding-face-too-dark = I can't find your eyes in this light. Face a window?
finding-face-too-blurred = Blurred. Hold still for a second?
finding-face-turned = You look away. Into the camera?
finding-face-mouth-covered = Something covers your mouth. Can I see it?
finding-too-short = Too short. Three seconds, at least?
finding-too-dark = I can't find your eyes in this light. Face a window?
finding-no-face = Your face was out of the picture for long. Stay in it?
finding-two-faces = Two people here. Just you, this once?
finding-face-changes = I lost you in the middle. One face, from start to end?
finding-other-than-photo = This is not the face in your photo.
finding-still = Nothing moved. Film yourself, live?
finding-screen = That looks filmed off a screen. Film yourself, live?
finding-no-turn = I didn't see your head turn. Slowly, to one side?
finding-loop = The same moment comes twice. Film it in one go?
finding-no-speech = I heard nothing. Is the microphone on?
finding-wrong-digits = I heard other digits than these. Once more, one by one?
finding-lips-off = Lips and sound don't go together. Once more, facing me?

## Notes: what use cases write to somebody
note-withdrawn = Done. { $films ->
    [one] One film
   *[other] { $films } films
 }{ $remixes ->
    [0] { "" }
    [one] { " " }and one remix
   *[other] { " " }and { $remixes } remixes
 }, gone from { $chats ->
    [one] one chat
   *[other] { $chats } chats
 }. Copies that people saved or forwarded I cannot reach.
note-rested = “{ $title }” rested on a film that was taken back, so it went too. Nothing you did.
note-limit = That's your { $n } for now. Next one at { $time }; the idea is kept.
note-busy = Full house. Try again in a few minutes; nothing of yours is lost.
note-refused = I won't shoot this one (rule: { $rule }). Nothing was made or kept.
rule-sexual = no sexual content with real people
rule-minors = no children
rule-self-harm = nothing about hurting oneself
rule-hate = no hate against any group of people
rule-confession = no confessions in a real mouth
rule-medical = no medical claims
rule-money = no money claims
note-own-limit = You keep your face out of films about { $limit }, so a stand-in plays you in “{ $title }”.
note-own-limit-rewrite = You keep your face out of films about { $limit }, so a stand-in plays you in “{ $title }”. With you I can shoot this: “{ $rewrite }”
note-erased = Erased at { $time }, receipt { $code }. It was good having you. The door is where it was.
note-voice-erased = Your voice is erased. Your face stays, as you set it.
note-enrolled = You're castable now. I still ask you before each film.
note-enrolled-unchecked = That's you. Until a video shows that the face is yours, only you can use it.
note-renewal = Your yes to { $name } in { $chat } ends on { $date }.
note-renewal-anyone = Your yes to anyone in { $chat } ends on { $date }.
note-left = You left { $chat }. Everything you allowed there has ended.
note-reported = “{ $title }” was reported and is out of view. Look within 48 hours.

## Buttons; a test measures them
button-add-me = 🙋 Add me
button-my-turn = 🎬 My turn
button-prompt = ✏️ Prompt
button-remove-me = 🙈 Remove me
button-delete = 🗑 Delete
button-that-should-be-me = 🙋 That should be me
button-wrong-mood = Not that mood
button-cancel = Cancel
button-again = Again
button-post = ✅ Post
button-not-this = ✋ Not this
button-take-it-down = Take it down
button-yes-once = Yes, this once
button-yes-30-days = Yes, 30 days here
button-no = No
button-never-from = Never from { $asker }
button-never-ask = Never ask at all
button-film-me = 🎥 Film me
button-one-photo = 🖼 One photo
button-draw-me = ✏️ Just draw me
button-not-now = Not now
button-court = ⚖️ Court
button-news = 📰 Breaking
button-food = 🍜 Where to eat
button-award = 🏆 Award
button-birthday = 🎂 Birthday
button-night = 🌙 Good night
button-surprise = 🎲 Surprise us
button-another-look = 🎨 Another look
button-refine-softer = 🌙 Softer
button-refine-funnier = 😂 Funnier
button-refine-slower = 🐢 Slower
button-refine-night = 🌃 Night
button-cover = 🫣 Cover
button-uncover = 👀 Uncover
button-redo-shot = 🎬 Redo a shot
button-shot = { $number } { $words }
button-next-scene = ▶️ Next scene
button-join = 🧵 Join the scenes
button-look-natural = 🎞 Natural
button-look-ink = 🖌 Ink
button-look-noir = 🌑 Noir
button-look-silent = 🎩 Silent film
button-look-pixel = 🟪 Pixel
button-look-comic = 💥 Comic
button-format-9-16 = 📱 Upright
button-format-1-1 = ⬜ Square
button-format-16-9 = 🖥 Wide
button-format-note = ⭕ Round
button-film-last = 🎬 The last message
button-film-r1 = ⚖️ Court
button-film-r2 = 📰 Breaking
button-film-r3 = 🌾 Nature film
button-film-r4 = 👑 The emperor
button-film-r5 = 🎞 Trailer
button-film-r6 = 🏆 Award
button-film-r7 = 🖼 Museum
button-film-r8 = ⛅ Forecast
button-film-r10 = 🍃 Duel
button-film-r11 = 🔦 Interrogation
button-film-r13 = 📣 By megaphone
button-film-r14 = 🌫 Has anyone seen
button-film-r18 = 🍳 Cooking show
button-film-r19 = 🐢 Slow motion
button-film-r20 = 👾 Final boss
button-film-r21 = 🎋 Fortune stick
button-film-r22 = 🎤 Karaoke
button-film-r23 = 💌 Postcard
button-film-r24 = 🌃 Lights out
button-film-r25 = 🍲 An empty stool
button-film-birthday = 🎉 Surprise
button-film-monster = 👹 A monster
button-film-refuse = 😐 No regrets
button-film-run-late = ⏰ The clock
button-film-work-late = 💻 One desk lamp
button-ask = Ask { $name }
button-permissions = My permissions
button-limits = My limits
button-limit-words = ✏️ Other words
button-persona = My character
button-called = My name here
button-called-in = My name in { $chat }
button-report = 🚩 Report
button-retake = Retake
button-neither = Neither
button-none-of-them = None of them
button-use-it = Use it
button-throw-away = Throw away
button-level-nobody = Nobody
button-level-only-me = Only me
button-level-approved = People I approve
button-level-group = This group
button-level-everywhere = Anyone here
button-ask-each-time = Ask me each time
button-face = My face
button-voice = My voice
button-protected = No forwarding
button-revoke-all = Take back every permission
button-forget-me = Forget me
button-erase-all = Erase everything
button-only-voice = Only my voice
button-keep-me = Keep me
button-stand-in = Let a stand-in play
button-vanish = Take the film away
button-never-mind = Never mind
button-renew = 30 more days
button-next = More
button-first = Back to the top
button-day = Today
button-week = This week
button-month = This month
button-all = Ever
button-make-one = Make one
button-how-it-works = How it works

## Toasts: one line for the one who pressed
toast-not-yours = That one is { $name }'s.
toast-expired = Too old to press. Ask again?
toast-taken = Already rolling.
toast-asked = Asked, or asked already. The answer is { $name }'s.
toast-own-voice-only = Only { $name } can lend that voice.
toast-cancelled = Cancelled. Nothing was kept.
toast-nothing-to-cancel = Nothing of yours is being made.
toast-reported = Out of view, until an admin has looked.
toast-kept = Kept.
toast-no-cameo = I don't know your face yet. I've written to you.
toast-not-in-it = You're not in this one.
toast-full = Four parts, and all are taken. Make your own with 🎬.
toast-join-gone = A scene before this one is not here any more. This one stays as it is.
toast-join-long = Together the scenes are longer than a minute. They stay as they are, one by one.
toast-join-sizes = The scenes have different shapes, so they stay as they are, one by one.
toast-join-there = These scenes are joined already.
toast-deleted = Deleted.
toast-thrown-away = Thrown away. Nothing was kept.
toast-file-too-large = That file is too large. Send a shorter one?
toast-file-gone = That file is no longer there. Send it again?
toast-no-file = There was no picture with it. Choose one?
toast-nobody-wrote = Nobody has written anything before this.
toast-no-words = Not a word in it. One sentence is enough.
toast-persona-kept = Kept. Films with you in them go by it.
toast-persona-cleared = Cleared. You play yourself again.
toast-persona-long = Too long: { $n } letters at most.
toast-limits-kept = Kept. Films about that go on without your face.
toast-limits-films = Kept. { $n ->
    [one] One film now goes
   *[other] { $n } films now go
 } on without your face.
toast-called-kept = You are { $name } here now. Whoever types it asks you first.
toast-called-cleared = Cleared. Your own name it is.
toast-called-long = Too long: { $n } letters at most.
toast-called-taken = “{ $name }” is taken here, or looks like a name that is. Another one?
toast-called-word = “{ $name }” is a word I need for films. Another one?
toast-not-kept = I don't keep that (rule: { $rule }). Nothing was changed.
toast-chat-closed = An admin has to open me here first.
toast-release-needed = First the two choices. No camera before that.
capture-thanks = Got it. I'm looking at it, and will write to you.
capture-closed = Closed. The tape is thrown away.
