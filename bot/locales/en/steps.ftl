# Forms, asked step by step in a direct chat.

## Before and at the camera
step-release = Face: may be used to draw you in films you agree to. Voice: may be used to speak your lines.
step-video =
    Send me a video of yourself, 3 to 10 seconds; a round one is best. Say these digits aloud:
    { $digits }
    Then turn your head slowly, to one side and back.
step-photo = Send me one photo of you.

## A drawn you
step-drawn = You, drawn: { $style ->
    [long] long { $hair } hair
    [curly] curly { $hair } hair
    [bun] { $hair } hair in a bun
    [bald] no hair at all
    [bob] a { $hair } bob
    [afro] a { $hair } afro
    [undercut] a { $hair } undercut
    [scarf] a { $hair } headscarf
   *[short] short { $hair } hair
 }, { $skin } skin, { $clothes } clothes{ $glasses ->
    [1] , glasses
   *[0] { "" }
 }{ $beard ->
    [1] , a beard
   *[0] { "" }
 }.
step-drawn-more = Change what you like, or send me a photo to take the colours from.
step-which = { $part }: which one?
swatch-hair-black = black
swatch-hair-dark-brown = dark brown
swatch-hair-brown = brown
swatch-hair-light-brown = light brown
swatch-hair-blond = blond
swatch-hair-red = red
swatch-hair-grey = grey
swatch-hair-blue = blue
swatch-skin-porcelain = porcelain
swatch-skin-fair = fair
swatch-skin-honey = honey
swatch-skin-tan = tan
swatch-skin-brown = brown
swatch-skin-deep = deep brown
swatch-clothes-red = red
swatch-clothes-mustard = mustard
swatch-clothes-green = green
swatch-clothes-blue = blue
swatch-clothes-purple = purple
swatch-clothes-charcoal = charcoal
swatch-clothes-cream = cream
swatch-clothes-pink = pink
button-draw-it = ✏️ Draw me
button-back = Back

## Words of one's own
step-names-out = “{ $title }”, names out:
step-sentence = Send me the sentence as you want it, in one message.
step-now = Now: “{ $words }”
step-example = For example: “{ $words }”
step-send = Send it to me in one message, { $n } letters at most.
step-send-all = Send me all of them in one message.
button-leave-it = Leave it

toast-in-private = I've written to you in private.
toast-face-needed = No film of you without your face. Switch it on, or have yourself drawn.
toast-left = Closed. Nothing was changed.
toast-rolling-in = 🎬 Rolling, in { $chat }.
