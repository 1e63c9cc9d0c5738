<?php
// Loads the style sheet with the theme's own version, as most themes do.
add_theme_support('title-tag');
add_theme_support('automatic-feed-links');
add_action('wp_enqueue_scripts', function () {
    wp_enqueue_style('quarry', get_stylesheet_uri(), [], wp_get_theme()->get('Version'));
});
