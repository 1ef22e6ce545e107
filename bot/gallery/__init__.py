"""What Walkon can do, in pictures: films in strips, sets on sheets, a page that shows them."""
