# 顯示卡上的影片模型會出的狀況。

error-memory-gpu = 顯示卡只剩 { $has } GB 可用，這個影片模型需要 { $needs } GB；先關掉佔用顯示卡的程式，或改用別的 WALKON_ENGINE。
error-memory-ram = 這台機器沒有顯示卡，跑這個影片模型得有 { $needs } GB 記憶體，現在只剩 { $has } GB；改用別的 WALKON_ENGINE 吧。
error-memory-gpu-small = 畫面縮小了，顯示卡的記憶體還是不夠；先關掉佔用顯示卡的程式，再試一次。
error-memory-gpu-full = 影片模型載入到一半，顯示卡的記憶體就滿了；先關掉佔用顯示卡的程式，再試一次。
error-engine-device = 顯示卡出了狀況；請再試一次，還是不行就重新開機。
error-model-corrupt-unreadable = { $folder } 裡的檔案湊不成能用的模型；{ $command ->
    [none] 換一個資料夾
   *[other] 用 { $command } --verify 重新下載變動過的檔案
 }。
error-tool-missing-neural = 影片模型需要 { $library }，但還沒安裝：.venv/bin/pip install -e ".[neural]"。
error-tool-missing-torchao = 要用八位元計算，還差一個套件：.venv/bin/pip install torchao，或把預設組裡的 fp8 拿掉。
