# The local room's page. Values in braces are filled in by the page itself.

error-port-taken = Something else already listens at { $address }: end it, or set WALKON_WEB_PORT to another number.

## The door
web-welcome = Who is coming in?
web-welcome-hint = One name is enough. Nobody gets filmed by coming in.
web-your-name = Your name here
web-come-in = Come in
web-language = Language
web-door-closed = This room is by invitation: ask somebody inside for a link.
web-door-full = This device has somebody in the room already.
web-door-stuck = The door sticks. Try again in a moment.
web-somebody-else = Somebody else on this computer
web-somebody-hint = For trying things out: two people, one browser.
web-first-room = The Green Room

## The house
web-rooms = Rooms
web-just-you = just the two of us
web-new-room = New room
web-new-room-hint = A room has its own people, films and permissions.
web-room-name = What is the room called?
web-open-room = Open it
web-new-here = New messages
web-act-as = Be somebody else
web-rename = Change my name
web-save = Save
web-day = House lights up
web-night = House lights down
web-more = More
web-close = Close
web-today = Today
web-yesterday = Yesterday
web-talk = Messages
web-new-below = New below
web-offline = The room is dark; messages wait here and go out by themselves.
web-leave = Leave the room
web-leave-sure = Leave “{ $room }”?
web-leave-hint = What you allowed here ends with it.
web-stay = Stay

## Call sheet
web-call-sheet = Call sheet
web-cast-of = Call sheet, { $n } here
web-state-you = this is you
web-state-open = plays when asked
web-state-ask = ask me
web-state-stand_in = stand-in only
web-state-new = not here yet
web-fate-you = You
web-fate-open = plays
web-fate-ask = asked first
web-fate-stand_in = a stand-in plays
web-fate-new = a stand-in plays
web-invite = Invite someone
web-invite-hint = Whoever opens this link can come into this room, for a week.
web-invite-link = Link into this room
web-copy-link = Copy the link
web-copied = Copied.
web-empty-cast = A cast of one. Brave.
web-empty-chair = This chair is free
web-dressing-room = Dressing room
web-my-cameo = My cameo
web-my-films = Films with me
web-my-permissions = My permissions
web-my-receipts = What I agreed to

## Empty rooms
web-empty-room = The stage is swept. Somebody say a sentence.
web-empty-direct = Just the two of us. What shall we shoot?
web-try = Try: { $sentence }
web-film-ideas =
    Ana and Ben argue about the last dumpling
    me floating weightless in a spaceship, waving at Earth
    Monday morning is a monster and it knows my name
    a girl waits in the rain for a bus that is late
    “I said what I said”, dramatic courtroom, slow push in
    wish Chen a happy birthday, all of us, confetti
    me at the last train, the platform is empty

## Composer
web-talk-here = Say something
web-talk-direct = Ask for a film, or send a photo
web-talk-field = Message
web-film-field = What happens in the film, in one sentence
web-film-chip = film
web-film-hint = One sentence. @ casts somebody, “me” is you.
web-film-hint-say = Hold the microphone and say what happens.
web-film-hint-next = What happens next? The same people come along.
web-shoot = Shoot
web-send = Send
web-attach = Add a photo or a video
web-drop-file = Leave this file out
web-cast = Who is in it
web-reply = Reply
web-reply-to = Reply to { $name }
web-reply-drop = Do not reply
web-shoot-this = Film this
web-comic-page = “{ $title }” as a comic page
web-shoot-message = Film what { $name } wrote
web-waits = waits for the line
web-not-sent = That did not go through.
web-hold-to-talk = Hold to talk
web-hold-longer = Hold it while you speak.
web-voice-dropped = Dropped. Nothing was kept.
web-no-microphone = No microphone here; a video or a sentence works too.
web-play-voice = Play the voice message
web-too-large = Too large: 20 MB is the most this room takes.
web-too-many = That was quick. Wait a moment, then again.
web-not-uploaded = The file did not get through. Try it again.
web-file-photo = Photo
web-file-video = Video
web-file-video_note = Video
web-file-voice = Voice message
web-file-file = File
web-photo-by = Photo from { $name }
web-video-by = Video from { $name }
web-numbered-photo = Your photo, with a number on everybody in it
web-gone = Taken away

## Films
web-only-you = Only you can see this
web-play = Play
web-sound = Sound
web-pause = Pause
web-play-film = Play “{ $title }” with sound
web-pause-film = Pause “{ $title }”
web-subtitles = Subtitles
web-after-film = After “{ $title }”
web-stage-of = Stage { $step } of { $steps }
web-too-old = Too old to press. Ask again?

## Before and at the camera
web-form-release = Two choices, before any camera
web-form-film-you = Film yourself
web-form-photo-you = One photo of you
web-form-draw-you = A drawn you
web-form-sentence = Your sentence
web-form-persona = Your character
web-hint-persona = How you are in films: mood, clothes, what you carry, a habit. Whatever a sentence leaves open goes by it. Nobody is shown the card.
web-example-persona = Deadpan, always with a coffee, sighs a lot
web-letters-left = { $n } left
web-form-limit-words = Your own words
web-hint-limit-words = Words or names between commas. A film with one of them never shows your face. Nobody else sees this list.
web-example-limit-words = my exam, spiders, Kevin
web-form-called = Your name in { $chat }
web-called-hint = Whoever types this name in a film means you, and you are asked each time.
web-keep-it = Keep it
web-clear-it = Clear it
web-form-stuck = That did not get through; nothing was kept.
web-release-before = Before we start, two separate choices. Both are off until you switch them on, and you can switch them off any time.
web-release-kept = Kept encrypted by { $operator }, given to: { $engines }. Erased when you say so, or after { $days } days unused. 18+ only.
web-release-full =
    What is asked. Your face and your voice are two separate permissions. Each is off until you switch it on; each can be switched off at any time, and films that rest on it go.
    What it is for. Your face may be used to draw you in films you agree to. Your voice may be used to speak your lines. For nothing else: no advertising, no recognition of people or feelings, no training.
    Who decides. Each film asks you before anybody else sees your face in it. No answer is a no, and nobody is told why.
    Where it is. With { $operator }, encrypted under a key of your own. Engines that are given your face: { $engines }.
    How long. Until you say so, or after { $days } days without use. Then the key is destroyed, and no backup brings it back.
    Every film is marked as made by AI, visibly and in its file. You may see every use of you, take any film back, and have everything erased, by one button.
    You say that you are 18 or older and that the face and the voice are yours.
web-my-face = My face
web-my-face-hint = May be used to draw you in films you agree to.
web-my-voice = My voice
web-my-voice-hint = May be used to speak your lines.
web-adult = I’m 18+, go on
web-leave-form = Leave
web-full-text = Full text
web-camera-comes = Next, your browser asks whether this page may use the camera. Nothing is sent before you say “Use it”.
web-not-now = Not now
web-camera-line = Now your browser asks for camera and microphone. Nothing is sent before you say “Use it”.
web-camera-on = Turn the camera on
web-camera-no = The camera stays off. A file works just as well.
web-choose-video = Choose a video
web-choose-photo = Choose a photo
web-digits-say = Three to ten seconds: say these digits, then turn your head.
web-digits-come = Three digits will come: read them aloud. Ten seconds in all.
web-start = Start
web-hint-light = More light from the front
web-hint-closer = A bit closer
web-hint-farther = A bit back
web-hint-alone = Just you in the picture
web-hint-face = Where are you?
web-hint-good = Good.
web-recording = Recording
web-turn-left = Turn your head slowly
web-turn-right = And the other way
web-face-still = Now: nothing at all
web-face-joke = Now: somebody just told your favourite joke
web-face-soup = Now: you dropped your phone in the soup
web-skip = Skip
web-stop = Stop
web-thrown-away = The tape is thrown away.
web-look = That’s you. Keep it?
web-use-it = Use it
web-again = Again
web-throw-away = Throw away
web-handing-over = Handing it over …
web-photo-line = Face a window, look straight ahead, nobody else in it.
web-take-photo = Take it
web-your-photo = Your photo
web-drawn-look = You, drawn
web-drawn-hair = Hair
web-drawn-style = Cut
web-drawn-skin = Skin
web-drawn-clothes = Clothes
web-style-short = short
web-style-long = long
web-style-curly = curly
web-style-bun = bun
web-style-bald = none
web-style-bob = bob
web-style-afro = afro
web-style-undercut = undercut
web-style-scarf = scarf
web-drawn-glasses = Glasses
web-drawn-beard = Beard
web-swatch = { $what } { $n }
web-draw-it = That’s me
web-colours-from-photo = Take the colours from a photo
