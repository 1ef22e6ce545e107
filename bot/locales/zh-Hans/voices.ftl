# 神经网络声音：它不开口时，部署者或成员读到的话。

error-tool-missing-voice = 这个声音要用 { $library }，还没装：.venv/bin/pip install -e ".[{ $extra }]"。
error-model-corrupt-parts = { $folder } 里的声音缺了 { $count } 个部分；{ $command ->
    [none] 换一个文件夹
   *[other] 用 { $command } --verify 重新下载变了的文件
 }。
error-voice-broke = 声音 { $voice } 说到一半断了；请再试一次，或换个说法。
