# What Walkon says in English. One clear sentence each: what is the matter, and what to do.
# The same ids and the same variables stand in every file beside this one.

label = AI · Walkon

## While a film is made
stage-reading = learning the lines
stage-painting = painting the sets
stage-rolling = rolling
stage-sealing = signing the film

## Results
rendered =
    “{ $title }” · { $reading }
    { $file } ({ $duration-s } s long, made in { $seconds } s)
joined =
    { $scenes } scenes, one film:
    { $file } ({ $duration-s } s long, made in { $seconds } s)
unwritten = No font here can write line { $line }, so it is spoken without a subtitle; install a font with that script and make the film again.
enrolled = This picture can be filmed: a face { $face-px } px high, { $framing ->
    [bust] with shoulders
   *[head] head only
 }. { $notes }
verified = { $state } { $origin } aigc { $aigc }: { $state ->
    [valid] { $origin ->
        [ours] made here, and untouched since.
       *[foreign] signed by somebody else, and untouched since.
     }
    [altered] changed after it was signed.
   *[unsigned] it carries no signature.
 }
assets-fetching = Fetching { $package }; this happens once.
assets-ready = Ready: { $models } face models in { $folder }, letters from { $font }.
cast-list = Drawn, nobody real, and free today: { $list }
gallery = Every film and every set, in pictures: { $folder }
gallery-title = The gallery
gallery-how = Each film was made from the sentence above it, by rules alone, on a CPU: one frame of every shot. `walkon gallery` paints this page anew.
gallery-sets = The sets, from three distances
doctor-fine =
    { $list }
    Everything is in its place.
doctor-broken =
    { $list }
    { $broken ->
        [one] One thing needs a hand before a film can be made.
       *[other] { $broken } things need a hand before a film can be made.
    }
doctor-room = { $folder }, { $free } MB free
doctor-tight = { $folder }, only { $free } MB free; a film may not fit
doctor-models = { $count } face models, checked
doctor-no-han = no font with Chinese letters; Chinese subtitles are left out
doctor-own-seal = our own certificate
doctor-director-rules = rules
doctor-director-llm = rules, made wittier by { $model } at { $host }
interrupted = Cut. Nothing was kept.
bug = That is a bug of ours ({ $kind }, { $id }): run it again with WALKON_LOG_LEVEL=DEBUG and send us what it prints.

## What a picture cannot carry
quality-fine = A good take.
quality-soft = The face is small, so close shots stay wider.
quality-dim = It is a little dark; more light from the front looks better.
quality-turned = The head is turned; facing the camera looks better.
quality-glasses = Glasses stay on.
quality-teeth-hidden = The mouth is closed, so the teeth are drawn.
quality-bare-top = The picture ends at the hair, so the top of it is drawn.
quality-no-shoulders = There are no shoulders, so the body is drawn.
quality-points-given = Eyes and mouth are where you put them.

## The film that `walkon enroll --preview` makes
preview-title = Screen test
preview-line = Hello. So this is me on film.


## Errors: what you gave cannot be used
error-option-missing = Something is missing after { $command }; { $command } --help shows what belongs there.
error-option-verb = I don't know the command “{ $given }”; there are: { $known }.
error-option-unknown = I don't know what to do with “{ $given }”; --help after the command lists its options.
error-option-value = The value of { $option } is missing or of the wrong kind; --help after the command shows what belongs there.
error-option-setting = { $name } has a value that means nothing here; docs/settings.md lists what it may be.
error-option-env-file = The file .env cannot be read; save it as UTF-8 and check its permissions.
error-option-half-chain = WALKON_C2PA_CHAIN and WALKON_C2PA_KEY belong together; set both or neither.
error-option-half-llm = WALKON_LLM_URL and WALKON_LLM_MODEL belong together; set both or neither.
error-option-clear-llm = WALKON_LLM_URL would send sentences over the network unencrypted; use an https address, or http on this machine alone.
error-option-size = “{ $given }” is no size: give WIDTHxHEIGHT with even sides of { $low } to { $high } pixels, such as 720x1280.
error-option-duration = A film lasts { $low } to { $high } seconds; choose a length between.
error-option-seed = A seed is a whole number from 0 up.
error-option-points = --points wants six numbers in pixels of the picture: left eye x,y, right eye x,y, mouth x,y, as one sees them.
error-option-two-sources = Give --from-screenplay, or a sentence or --after; not both.
error-option-overwrites = { $file } is one of the files I was given; choose another name for what I write.
error-option-retake = This film has no shot { $given }; it has shots 1 to { $high }.
error-option-of = { $file } cannot be used for --of: it has to be a film of ours with its .timeline.json beside it.
error-option-join-alone = --join puts films together: it takes no sentence and no screenplay.
error-join-one = --join needs two films or more.
error-join-foreign = { $file } cannot be joined: it is no film of ours, or has been changed.
error-join-timeline = { $file } cannot be joined: its .timeline.json has to be beside it.
error-join-sizes = These films have different sizes; only films of one size can be joined.
error-join-rates = These films have different rates: films of a camera and films of puppets cannot be joined.
error-join-too-long = Together these films last { $given-s } seconds; at most { $limit-s } can be joined.
error-join-broken = These films cannot be joined: one of them is not what its .timeline.json says.
error-join-gone = One of the films before is not here any more, so they cannot be joined.
error-option-film = No film of the gallery is called “{ $given }”; there are { $known }.
error-option-out-folder = “{ $file }” is a folder; name the film in it, such as film.mp4.
error-sentence-empty = There are no words to film; write one sentence.
error-sentence-too-long = That is more than { $limit } characters; shorten it, or make two films.
error-cast-form = “{ $entry }” casts nobody; write NAME=PHOTO or NAME=drawn:mina.
error-cast-name-too-long = A name has at most { $limit } characters; shorten it.
error-cast-twice = { $name } is cast twice; give every part its own name.
error-cast-unknown-character = Nobody drawn is called “{ $name }”; there are: { $known }.
error-face-none = I can't find a face in this picture; take another, or place eyes and mouth with --points.
error-face-several = There are { $count } people in this picture; choose one with --face, counted from 1 at the left.
error-face-index = There is no face { $number } in this picture; it has { $count }, counted from 1 at the left.
error-face-too-small = The face is only { $height-px } px high and { $limit-px } are needed; take a picture from closer.
error-face-too-dark = It is too dark to see a face; turn to a window and take it again.
error-face-too-blurred = The picture is too blurred; hold still and take it again.
error-face-turned = The head is turned by { $degrees }°; look into the camera and take it again.
error-face-mouth-covered = Something covers the mouth; take a picture that shows it.
error-media-missing = { $file } is not there; check the name.
error-media-not-a-file = { $file } is no file; give me a photo or a video.
error-media-empty = The file is empty; send it again.
error-media-too-large = The file has { $size-mb } MB and at most { $limit-mb } are taken; make it smaller.
error-media-audio-only = There is sound in it but no picture; give me a photo or a video.
error-media-picture-kind = I can't read { $kind } pictures; save it as JPEG, PNG or WebP.
error-media-video-kind = I can't read { $kind } videos; save it as MP4 or WebM.
error-media-not-a-picture = This is { $kind ->
    [unknown] nothing that I know
   *[other] a file of the kind “{ $kind }”
 }; give me a photo (JPEG, PNG, WebP) or a video (MP4, MOV, WebM).
error-media-not-a-film = This is no MP4 film; give me the file as it was made.
error-media-codec = I can't play the codec { $codec }; save the video as H.264 MP4.
error-media-video-size = The video is larger than { $limit-px } px on one side; make it smaller.
error-media-too-long = The video is longer than { $limit-s } seconds; cut it shorter.
error-media-too-many-pixels = The picture has more than { $limit-mp } megapixels or a very long side; make it smaller.
error-media-truncated = The end of the file is missing; send it again.
error-media-broken = The file is damaged; save it anew and try again.
error-media-timed-out = Reading the file took longer than { $limit-s } seconds; save it anew, smaller.
error-screenplay-not-json = The screenplay is no JSON at { $where }; write one with --screenplay and start from that.
error-screenplay-unknown-key = The screenplay has a key nobody knows at { $where }; take it out.
error-screenplay-missing-key = The screenplay lacks a key at { $where }; add it.
error-screenplay-value = The screenplay has a value of the wrong kind at { $where }; mend it.
error-screenplay-range = The screenplay has a value out of range at { $where }; mend it.
error-screenplay-unknown-id = The screenplay names something that does not exist at { $where }; choose another id.
error-screenplay-unknown-cast = The screenplay names somebody who is not in its cast at { $where }; add them or choose another.
error-screenplay-duplicate = The screenplay uses an id twice in { $where }; give each its own.
error-screenplay-too-long = The screenplay is too long ({ $where }): at most { $limit } characters.
error-screenplay-ambience = There is no ambience “{ $id }”; there are: { $known }.
error-screenplay-effect = There is no sound effect “{ $id }”; there are: { $known }.

## Errors: this machine cannot
error-machine-decoder = The process that opens pictures does not start here; install Walkon again, then run walkon doctor.
error-machine-seal-incomplete = The certificate or its key is missing or unreadable; put both PEM files back, or remove the seal folder to get new ones.
error-machine-seal-mismatch = The key does not belong to the certificate; put the right pair in place.
error-machine-seal-expired = The certificate is not valid today, only until { $date }; check the clock or renew it.
error-machine-seal-key-kind = The key is of a kind that cannot sign films; use ES256, ES384, ES512 or Ed25519.
error-model-missing-absent = The model file { $file } is missing; walkon assets fetches it.
error-model-missing-not-given = { $file } is missing in { $folder }; put it there, or unset WALKON_MODELS_DIR to have it fetched.
error-model-missing-no-network = I could not download { $package }; check the network, or set WALKON_MODELS_DIR to a folder with the files.
error-model-corrupt = { $file } in { $folder } is not what it should be; remove it and run walkon assets.
error-disk-full = There is no room left for { $file }; free some space and try again.
error-disk-full-assets = There is no room left in { $folder } for the model files; free some space and try again.
error-not-permitted = I may not read or write { $file }; check its permissions.
error-not-permitted-no-folder = The folder of { $file } is not there; make it first.
error-not-permitted-write = I may not write to { $path }; check its permissions, or set WALKON_DATA_DIR to a folder of your own.
error-tool-missing-pip = pip is missing, and model files are fetched with it; install pip, or set WALKON_MODELS_DIR.

## Errors: the film could not be made
error-voice-start = The voice does not start here; run walkon doctor.
error-voice-died = The voice stopped in the middle of a line, twice; try again.
error-voice-timeout = The voice was silent for { $limit-s } seconds; try again.
error-voice-refused = The voice could not speak a line ({ $detail }); change the words.
error-render-stopped = Stopped before the end; nothing was kept.
error-render-no-frames = The camera gave no pictures; try again, or with another --seed.
error-render-unlabelled = The film came out without its AI mark, so it was not kept; try again.
error-render-unsealed = The film could not be signed, so it was not kept; run walkon doctor.
error-take-black = Two takes came out dark from one end to the other, so neither was kept; try again, or with other words.
error-take-frozen = Two takes stood still where they should move, so neither was kept; try again, or with other words.
error-take-lips = Nobody’s lips moved in two takes, so neither was kept; try a picture with a larger face.
error-take-silent = Two takes came out without their sound, so neither was kept; try again, or run walkon doctor.
error-take-clipped = The sound of two takes was torn by its own loudness, so neither was kept; try again, or with other words.
error-take-unmarked = Two takes came out without their AI mark, so neither was kept; try another size.
error-take-length = Two takes were not as long as planned, so neither was kept; try again, or with fewer words.

# bench
error-option-runs = --runs is a whole number from { $low } to { $high }.
error-tool-missing-psutil = psutil is missing; install the development requirements, as make bench does.
error-tool-missing-peer = That interpreter has no moviepy; make bench sets one up.
error-render-bench-command = A command of the benchmark ended with code { $code } ({ $said }); run walkon doctor.
bench-doing-orders = Filming three orders, again and again…
bench-doing-long = Filming half a minute with three people, again and again…
bench-doing-redo = Redoing one shot of a film…
bench-doing-second-actor = Weighing the second actor…
bench-doing-looks = Trying on the looks…
bench-doing-whole = Starting walkon render as a person would…
bench-doing-peer = Letting moviepy compose the same scene…
bench-done = { $met } of { $gate-count } limits kept.
bench-table-passes = Passes: CPU seconds / seconds on the clock
bench-table-stages = Stages, each run apart: CPU milliseconds a frame (share of the pipeline)
bench-table-gates = Limits
bench-order = order
bench-encode = encode only
bench-prepare = prepare
bench-pipeline = pipeline
bench-cpu-ratio = CPU ratio
bench-wall-ratio = clock ratio
bench-with-prepare = ratios with prepare
bench-stage = stage
bench-stage-cast = cast: draw the faces
bench-stage-read = table read
bench-stage-mix = sound mix
bench-stage-prepare = prepare
bench-stage-draw = draw
bench-stage-yuv = of it: to YUV
bench-stage-titles = titles
bench-stage-encode = encode
bench-gate = what
bench-value = measured
bench-limit = limit
bench-verdict = verdict
bench-met = met
bench-missed = missed
bench-goal = { $limit } (goal { $goal })
bench-gate-cpu = { $order }: CPU, pipeline to encode only
bench-gate-wall = { $order }: clock, pipeline to encode only
bench-gate-cpu-median = middle order: CPU ratio
bench-gate-wall-median = middle order: clock ratio
bench-gate-redo = { $order }: one shot anew, CPU, to the whole film
bench-gate-second-actor = { $order }: second actor, CPU ms a frame
bench-gate-look = look { $order } beside natural, CPU ms a frame
bench-gate-whole-wall = { $order }: walkon render to encode only, clock
bench-gate-whole-memory = { $order }: walkon render, peak memory in MiB
bench-gate-peer = { $order }: moviepy's CPU a frame to ours
