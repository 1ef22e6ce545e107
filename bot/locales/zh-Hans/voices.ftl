# 神经网络声音：它不开口时，部署者或成员读到的话。

error-tool-missing-voice = 这个声音要用 { $library }，还没装：.venv/bin/pip install -e ".[{ $extra }]"。
error-model-corrupt-parts = { $folder } 里的声音缺了 { $count } 个部分；{ $command ->
    [none] 换一个文件夹
   *[other] 用 { $command } --verify 重新下载变了的文件
 }。
error-voice-garbled = 声音 { $voice } 试了两次，出来的都是杂音，不是台词；请再试一次，或换个说法。
error-voice-silent = 该说台词的地方，声音 { $voice } 什么也没说；请换个说法。
error-voice-endless = 声音 { $voice } 说个没完，停不下来；请换个说法，或把这句缩短。
error-voice-broke = 声音 { $voice } 说到一半断了；请再试一次，或换个说法。
