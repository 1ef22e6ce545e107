# walkon bench --load
error-option-rate = Between { $low } and { $high } commands a second can be sent; choose a rate between.
error-option-seconds = A measurement lasts { $low } to { $high } seconds; choose a length between.
error-render-bench-bot = The bot to be measured did not open; run walkon doctor.
bench-doing-load-open = Opening a bot with ten thousand films in its books…
bench-doing-load-fill = Asking for films until nobody is free…
bench-doing-load = Sending commands and timing every answer…
bench-gate-load-p50 = answer, half of all commands, ms
bench-gate-load-p99 = answer, 99 of 100 commands, ms
bench-gate-load-max = answer, the slowest, ms
bench-gate-load-stall = event loop, the longest stall, ms
bench-gate-load-stalled = event loop, ticks over 50 ms late, percent
bench-gate-load-errors = commands not answered
