# Video models on a graphics card: what goes wrong with them.

error-memory-gpu = The graphics card has { $has } GB free and this video model needs { $needs }; end what else runs on it, or choose another WALKON_ENGINE.
error-memory-ram = This machine has { $has } GB of memory free and the video model needs { $needs } without a graphics card; choose another WALKON_ENGINE.
error-memory-gpu-small = Not even a smaller picture fitted into the graphics card's memory; end what else runs on it and try again.
error-memory-gpu-full = The graphics card's memory ran full while the video model was loading; end what else runs on it and try again.
error-engine-device = The graphics card has failed; try again, and restart the machine if it happens once more.
error-model-corrupt-unreadable = The files in { $folder } do not make a working model; { $command ->
    [none] name another folder
   *[other] { $command } --verify fetches what has changed anew
 }.
error-tool-missing-neural = Video models need { $library }, and it is not installed: .venv/bin/pip install -e ".[neural]".
error-tool-missing-torchao = Computing in eight bits needs one more package: .venv/bin/pip install torchao, or take fp8 out of the preset.
