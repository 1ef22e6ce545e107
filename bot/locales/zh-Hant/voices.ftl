# 神經網路聲音：它不出聲時，部署者或成員讀到的話。

error-tool-missing-voice = 這個聲音需要 { $library }，但還沒安裝：.venv/bin/pip install -e ".[{ $extra }]"。
error-model-corrupt-parts = { $folder } 裡的聲音少了 { $count } 個部分；{ $command ->
    [none] 換一個資料夾
   *[other] 用 { $command } --verify 重新下載變動過的檔案
 }。
error-voice-broke = 聲音 { $voice } 講到一半就斷了；請再試一次，或換個說法。
