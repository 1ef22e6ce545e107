# walkon bench --load
error-option-rate = 每秒可以发 { $low } 到 { $high } 条命令，在这之间选一个。
error-option-seconds = 一次测量持续 { $low } 到 { $high } 秒，在这之间选一个。
error-render-bench-bot = 要测量的机器人没有开起来，运行 walkon doctor 看看。
bench-doing-load-open = 正在打开一个账上有一万部影片的机器人…
bench-doing-load-fill = 正在点片，直到没人有空…
bench-doing-load = 正在发命令，每个应答都计时…
bench-gate-load-p50 = 应答，一半的命令，毫秒
bench-gate-load-p99 = 应答，100 条中的 99 条，毫秒
bench-gate-load-max = 应答，最慢的一条，毫秒
bench-gate-load-stall = 事件循环，最长的停顿，毫秒
bench-gate-load-stalled = 事件循环，迟到超过 50 毫秒的节拍，百分比
bench-gate-load-errors = 没有应答的命令
