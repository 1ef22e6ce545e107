# Drawn me.

error-option-drawn = Nobody can be drawn with that { $part }; there is { $known }.
