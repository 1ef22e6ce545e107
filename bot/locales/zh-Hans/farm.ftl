# 工作进程：做影片和脸的进程。
error-worker-lost = 做到一半，负责的进程结束了；再试一次。
error-worker-lost-silent = 负责的进程一直没有动静，已被结束；再试一次。
error-worker-lost-stalled = 负责的进程停在那里不动，已被结束；再试一次。
error-worker-lost-garbled = 负责的进程回了看不懂的话；再试一次。
error-worker-lost-cancelled = 还没做完就取消了。
error-farm-full = 做影片的都在忙；过一会儿再试。
error-timeout = 花的时间超过上限，已被结束；再试一次。
error-memory = 内存放不下；等同时做的少一些再试。
error-render-bug = 我这边出了错，没做成；把 { $bug } 告诉管理这个机器人的人。
error-data-likeness = 存着的脸读不出来；重新拍一次。
