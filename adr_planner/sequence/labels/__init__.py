"""Label setting: labels, the rules that drop them, and the compiled loops that extend them."""
