# Video models, voices and servers that make films: what an operator reads of them.

error-option-no-remote = WALKON_ENGINE=remote needs WALKON_REMOTE_URL: the server that makes the films.
error-option-clear-remote = WALKON_REMOTE_URL would send faces over the network unencrypted; use an https address, or http on this machine alone.
error-option-clear-hub = WALKON_HUB_URL would fetch models over the network unencrypted; use an https address, or http on this machine alone.
error-engine-absent = The engine { $engine } is not on this machine; walkon doctor says what it lacks.
error-voice-absent = The voice { $voice } is not on this machine; walkon doctor says what it lacks.
error-model-missing-checkpoint = The weights for { $engine } are not on this machine; walkon assets --engine { $engine } fetches them.
error-model-corrupt-preset = { $file } in { $folder } cannot be used as a preset; docs/gpu.md says what may stand in it.
help-render-weights = A folder with a video model, in place of a downloaded one.
help-render-url = The server that makes the film, for --engine remote; it gets the faces.
help-render-voice-weights = A folder with a voice model, in place of a downloaded one.
render-next-engine = The engine { $engine } could not: { $reason } The next one tries.
error-engine-plugin = The engine { $engine }, which somebody else has written, cannot be started ({ $kind }).
error-voice-plugin = The voice { $voice }, which somebody else has written, cannot be started ({ $kind }).
error-option-engine = There is no such engine here; take puppet, ltx, wan, remote or auto.
error-option-voice = There is no such voice here; take espeak, pocket, kokoro, coqui, vibevoice or auto.
error-model-missing-voice = The voice { $voice } is not on this machine; walkon assets --voice { $voice } fetches it.
doctor-server = { $host } answers; it is sent faces of those who were told its name
doctor-server-off = off; films are made on this machine
error-machine-server = { $host }, which is to make films, does not answer, or not to this key.
render-cost = The server takes { $cost } for it.
engine-pocket = Pocket-TTS (voices alone)
engine-coqui = XTTS (voices alone)
engine-vibevoice = VibeVoice (voices alone)
