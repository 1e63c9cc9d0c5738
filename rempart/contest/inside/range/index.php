<?php // The one page of a site on the range. ?>
<!DOCTYPE html>
<html <?php language_attributes(); ?>>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title><?php bloginfo('name'); ?></title><link rel="stylesheet" href="<?php echo esc_url(get_stylesheet_uri()); ?>"></head>
<body>
<h1><a href="<?php echo esc_url(home_url('/')); ?>"><?php bloginfo('name'); ?></a></h1>
<?php while (have_posts()) {
    the_post();
    the_title('<h2>', '</h2>');
    the_content();
} ?>
<?php do_action('market_page'); ?>
<p><a href="<?php echo esc_url(wp_login_url()); ?>">·</a></p>
</body>
</html>
