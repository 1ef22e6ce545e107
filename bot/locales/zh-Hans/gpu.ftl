# 显卡上的视频模型会出的问题。

error-memory-gpu = 显卡还空着 { $has } GB，这个视频模型要 { $needs } GB；关掉显卡上的其他程序，或换一个 WALKON_ENGINE。
error-memory-ram = 没有显卡，这个视频模型要 { $needs } GB 内存，这台机器还剩 { $has } GB；换一个 WALKON_ENGINE。
error-memory-gpu-small = 画面缩小了，显存还是放不下；关掉显卡上的其他程序再试。
error-memory-gpu-full = 视频模型还没读完，显存就满了；关掉显卡上的其他程序再试。
error-engine-device = 显卡出故障了；再试一次，还不行就重启机器。
error-model-corrupt-unreadable = { $folder } 里的文件凑不成一个能用的模型；{ $command ->
    [none] 换一个文件夹
   *[other] 用 { $command } --verify 重新下载变了的文件
 }。
error-tool-missing-neural = 视频模型要用 { $library }，还没装：.venv/bin/pip install -e ".[neural]"。
error-tool-missing-torchao = 用八位数计算还差一个包：.venv/bin/pip install torchao，或把预设里的 fp8 去掉。
