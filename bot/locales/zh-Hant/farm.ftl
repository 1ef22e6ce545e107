# 工作程序：做影片和臉的程序。
error-worker-lost = 做到一半，負責的程序結束了；再試一次。
error-worker-lost-silent = 負責的程序一直沒有動靜，已被結束；再試一次。
error-worker-lost-stalled = 負責的程序停在那裡不動，已被結束；再試一次。
error-worker-lost-garbled = 負責的程序回了看不懂的話；再試一次。
error-worker-lost-cancelled = 還沒做完就取消了。
error-farm-full = 做影片的都在忙；過一會兒再試。
error-timeout = 花的時間超過上限，已被結束；再試一次。
error-memory = 記憶體放不下；等同時做的少一些再試。
error-render-bug = 我這邊出了錯，沒做成；把 { $bug } 告訴管理這個機器人的人。
error-data-likeness = 存著的臉讀不出來；重新拍一次。
