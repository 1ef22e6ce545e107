"""What is kept between films, and where."""
