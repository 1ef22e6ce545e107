# What this machine has and lacks for video models and voices: weights, licences, downloads.

stage-fetching = fetching the weights

## walkon assets
help-assets-voices = Fetch the natural voices that run on a CPU as well: pocket and kokoro.
help-assets-engine = Fetch the weights of a video model.
help-assets-voice = Fetch the weights of a voice.
help-assets-checkpoint = Fetch just these weights, by their name in docs/licences.md.
help-assets-verify = Hash all weights that are here and compare them with what was fetched; with --engine, --voice or --checkpoint, what has changed is fetched anew.
assets-download = Downloading { $repo }, { $size } GB, to { $folder }; a download that breaks off is gone on from.
assets-altered = { $file } in { $folder } has changed on this disk since it was fetched; it is fetched anew.
assets-with =
    Ready: { $models } face models in { $folder }, letters from { $font }.
    { $list }
assets-checkpoint = weights { $id } in { $folder }
assets-checkpoint-unnamed = weights { $id } in { $folder }; WALKON_VOICE={ $voice } has it speak, and eSpeak NG speaks until then

## Whose weights they are; said before they are downloaded and when they are used first
terms-yes = { $repo } is licensed under { $licence } ({ $url }): commercial use is permitted; territory: { $territory ->
    [worldwide] worldwide
   *[other] { $territory }
 }.
terms-conditions = { $repo } is licensed under { $licence } ({ $url }): commercial use is permitted on conditions ({ $id ->
    [ltx25] free below 10 million USD of yearly revenue, a paid licence from there on; its Attachment A restricts uses
    [ltx23] free below 10 million USD of yearly revenue, a paid licence from there on; its Attachment A restricts uses
    [pocket] Kyutai is to be named, and nobody’s voice is copied without their consent
   *[other] { $conditions }
 }); territory: { $territory ->
    [worldwide] worldwide
   *[other] { $territory }
 }.
terms-no = { $repo } is licensed under { $licence } ({ $url }): for non-commercial use alone; territory: { $territory ->
    [worldwide] worldwide
   *[other] { $territory }
 }.

## walkon doctor
help-doctor-repair = Mend what can be mended here: torchaudio beside a torch for CPUs.
doctor-ready = ready. It gives { $gives }
doctor-ready-with = ready, with { $repo } in { $folder }. It gives { $gives }
doctor-ready-unnamed = ready, with { $repo } in { $folder }; WALKON_VOICE={ $voice } has it speak. It gives { $gives }
doctor-lacks = { $lacks }. It would give { $gives }
doctor-gpu = { $name }, { $total } GB, { $free } GB free
doctor-gpu-none = no GPU seen; films are made by puppets on the CPU
doctor-offer-voices = More natural voices run on this CPU, too: walkon assets --voices fetches pocket and kokoro ({ $size } GB), and WALKON_VOICE=pocket or WALKON_VOICE=kokoro has one of them speak.
doctor-torchaudio-fine = works
doctor-torchaudio-foreign = made for another torch than the one here, so it cannot be imported; walkon doctor --repair mends that
doctor-repaired = torchaudio: took out its compiled part, made for another torch; it works without.
doctor-repair-fine = torchaudio: works, nothing to mend.
doctor-repair-absent = torchaudio: not installed, nothing to mend.
lack-gpu = no GPU is seen
lack-gpu-timeout = no GPU was seen within { $limit } seconds
lack-memory = the GPU has { $has } GB of memory, and { $needed } GB are needed
lack-library = { $count ->
    [one] the library { $names } is not installed
   *[other] the libraries { $names } are not installed
 } (.venv/bin/pip install -e ".[{ $extra }]")
lack-weights = the weights are not here ({ $command }: { $size } GB, { $licence })
lack-gated = its weights are given to those who accept the terms at { $page }, with their token (WALKON_HUB_TOKEN)
lack-broken = the weights cannot be used: { $why }
lack-licence = its licence, for non-commercial use alone, is not accepted (read { $url }, then set WALKON_COQUI_LICENCE_ACCEPTED=yes)
lack-url = no server is named (WALKON_REMOTE_URL)
gives-puppet = films with puppets, drawn on any CPU, at once.
gives-ltx = films made by a video model, with your face and your voice.
gives-wan = films made by a video model that fits smaller cards, with your face; it is silent, so your voice is laid over it.
gives-remote = films made by a video model on a server of your choice.
gives-stills = stills for ltx and wan to begin with, retouched by an image model, where WALKON_STILLS=retouched is set.
gives-espeak = a plain voice for a hundred languages.
gives-pocket = natural voices on a CPU, and your own where you have lent it; in English alone.
gives-kokoro = natural voices on a CPU, in English and Chinese; never your own.
gives-coqui = your own voice in 16 languages.
gives-vibevoice = your own voice in English and Chinese, on a GPU.

## Errors: weights
error-model-missing-folder = There are no weights in { $folder }; { $command ->
    [none] name the folder that has them
   *[other] { $command } fetches them
 }.
error-model-missing-index = { $folder } has no { $file }, so it holds no such model; { $command ->
    [none] name the folder that has it
   *[other] { $command } fetches it
 }.
error-model-missing-component = The part { $component } of the model in { $folder } is missing; { $command ->
    [none] name a folder that has all of it
   *[other] { $command } fetches it
 }.
error-model-missing-weights = The weights of { $component } in { $folder } are missing; { $command ->
    [none] name a folder that has all of it
   *[other] { $command } fetches them
 }.
error-model-missing-shard = { $file } is missing in { $folder }; { $command ->
    [none] name a folder that has all of it
   *[other] { $command } fetches it
 }.
error-model-corrupt-json = { $file } in { $folder } cannot be read; { $command ->
    [none] put a good copy there
   *[other] { $command } fetches it anew
 }.
error-model-corrupt-class = { $folder } holds a { $found }, and a { $wanted } is needed; name another folder.
error-model-corrupt-other = { $folder } holds no such model; name the folder that has it.
error-model-corrupt-cut = { $file } in { $folder } is cut off; { $command ->
    [none] put a good copy there
   *[other] { $command } fetches the rest
 }.
error-model-corrupt-hash = { $file } in { $folder } is not what the hub says it is, so it was not taken; { $command } tries once more.
error-model-corrupt-altered = { $file } in { $folder } has changed on this disk since it was fetched; { $command ->
    [none] put a good copy there
   *[other] { $command } --verify fetches it anew
 }.
error-model-corrupt-changed = { $file } has changed at the hub since it was first fetched, so it was not taken; to accept that, remove the file { $folder }.json.
error-disk-full-checkpoint = The weights need { $needed-gb } GB more in { $folder }, and { $free-gb } GB are free; make room, or set WALKON_DATA_DIR to another disk.
error-model-missing-gated = { $repo } is given only to those who have accepted its terms; accept them at { $page }, set WALKON_HUB_TOKEN to your token and try again.
error-model-missing-unknown-repo = { $hub } has no model { $repo } that you may see; check WALKON_HUB_URL.
error-model-missing-unknown-revision = { $repo } has no revision { $revision } any more; a newer Walkon may know another.
error-model-missing-token = { $hub } does not accept the token; check WALKON_HUB_TOKEN.
error-model-missing-hub-busy = { $hub } answered with an error ({ $status }); try again later, what is here is kept.
error-model-missing-no-hub = { $hub } does not answer; check the network, or set WALKON_MODELS_DIR to a folder with the weights.
error-model-missing-fetching = { $repo } is being fetched by another process; wait for that one.
error-model-missing-interrupted = The download of { $repo } broke off; what is here is kept, and { $command } goes on from there.
error-tool-missing-hub = Weights are fetched with one more package: .venv/bin/pip install -e ".[neural]".
error-tool-missing-torchaudio = torchaudio is there and cannot be imported; install it anew with .venv/bin/pip install -e ".[coqui]".
error-licence-coqui = XTTS v2 is for non-commercial use alone; read { $url }, then set WALKON_COQUI_LICENCE_ACCEPTED=yes if that is what you do.
