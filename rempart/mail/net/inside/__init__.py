"""What runs behind the walls: readers of hostile files, one module a family of formats. Nothing here is trusted."""
