<?php

// A button that sends the chosen mails, as they are, to the organisation's Rempart. Apache-2.0.
// Where that is says the administrator alone (config.inc.php): a person could otherwise make this server call any address.
class rempart_report extends rcube_plugin
{
    public const PATH = '/api/v1/mail/reports';
    public const MOST = 16777216; // bytes, as the hub says
    public const BEGINNING = 524288; // of a larger mail its beginning will do
    public const AT_ONCE = 10; // mails of one click
    public const WAIT_S = 60;
    public const KEY = '/^rempart_report_[A-Za-z0-9_-]{20,80}$/D';

    public $task = 'mail|settings';

    private $rc;

    public function init()
    {
        $this->rc = rcmail::get_instance();
        $this->load_config();
        $this->add_texts('localization/', true);
        if ($this->rc->task === 'settings') {
            $this->add_hook('preferences_sections_list', [$this, 'sections']);
            $this->add_hook('preferences_list', [$this, 'fields']);
            $this->add_hook('preferences_save', [$this, 'save']);
            $this->dress();
            return;
        }
        $this->register_action('plugin.rempart_report', [$this, 'report']);
        if ($this->rc->action === '' || $this->rc->action === 'show') {
            $this->include_script('report.js');
            $this->dress();
            $this->add_button([
                'type' => 'link', 'command' => 'plugin.rempart_report', 'label' => 'rempart_report.report',
                'title' => 'rempart_report.tip', 'innerclass' => 'inner',
                'class' => 'button rempart-report disabled', 'classact' => 'button rempart-report',
            ], 'toolbar');
        }
    }

    private function dress()
    {
        $this->include_stylesheet('report.css');
    }

    // Answers the button. Only what was posted counts: Roundcube checks the form's token of such a request.
    public function report()
    {
        if (!$this->rc->output instanceof rcmail_output_json) {
            $this->rc->output->redirect(['_task' => 'mail']); // somebody followed a link: that reports nothing
        }
        $kinds = ['sent' => 'confirmation', 'unset' => 'warning', 'key' => 'warning', 'many' => 'warning'];
        $shown = [];
        foreach ($this->chosen() as [$folder, $uid]) {
            [$code, $says] = $this->send($folder, $uid);
            $text = $code === 'sent' && $says !== '' ? $says : $this->gettext($code);
            if (!isset($shown[$text])) {
                $shown[$text] = $kinds[$code] ?? 'error';
            }
            if ($code !== 'sent') {
                break;
            }
        }
        foreach ($shown as $text => $kind) {
            // Roundcube shows a message as markup: what the hub says is text.
            $this->rc->output->command('display_message', rcube::Q($text), $kind, 12000);
        }
        $this->rc->output->send();
    }

    private function chosen()
    {
        $found = [];
        foreach (rcmail_action::get_uids(null, null, $_, rcube_utils::INPUT_POST) as $folder => $uids) {
            foreach (is_array($uids) ? $uids : [] as $uid) {
                $found[] = [(string) $folder, $uid];
            }
        }
        return array_slice($found, 0, self::AT_ONCE);
    }

    // [code, the hub's own sentence]: sent, unset, key, many, refused or unreached.
    private function send($folder, $uid)
    {
        $address = self::origin($this->rc->config->get('rempart_report_address', ''));
        $key = $this->key();
        if ($address === '' || $key === '') {
            return ['unset', ''];
        }
        $source = $this->source($folder, $uid);
        if ($source === null) {
            return ['refused', ''];
        }
        try {
            $answer = $this->rc->get_http_client(['allow_redirects' => false, 'http_errors' => false, 'cookies' => false,
                'timeout' => self::WAIT_S, 'connect_timeout' => 10, 'verify' => $this->rc->config->get('rempart_report_ca') ?: true,
            ])->request('POST', $address . self::PATH, ['body' => $source, 'headers' => [
                'Authorization' => 'Bearer ' . $key, 'Content-Type' => 'message/rfc822', 'Accept' => 'application/json',
            ]]);
        } catch (Exception $trouble) {
            rcube::raise_error(['message' => 'rempart_report: ' . get_class($trouble)], true, false);
            return ['unreached', ''];
        }
        $status = $answer->getStatusCode();
        if ($status !== 200 && $status !== 201) {
            return [[401 => 'key', 429 => 'many'][$status] ?? 'refused', ''];
        }
        $told = json_decode($answer->getBody()->read(65536), true);
        return ['sent', is_array($told) && is_string($told['says'] ?? null) ? mb_substr($told['says'], 0, 500) : ''];
    }

    // The mail as it lies there; null when it cannot be read.
    private function source($folder, $uid)
    {
        $storage = $this->rc->get_storage();
        $storage->set_folder($folder);
        $held = fopen('php://temp/maxmemory:2097152', 'w+b');
        $storage->get_raw_body($uid, $held); // what it returns says nothing when it writes into a file
        if (!($size = ftell($held))) {
            return null;
        }
        rewind($held);
        return stream_get_contents($held, $size > self::MOST ? self::BEGINNING : $size);
    }

    // Encrypted as Roundcube does it with passwords; empty where there is none, or where it cannot be opened any more.
    private function key()
    {
        $held = $this->rc->config->get('rempart_report_key', '');
        $key = is_string($held) && $held !== '' ? $this->rc->decrypt($held) : '';
        return is_string($key) && preg_match(self::KEY, $key) ? $key : '';
    }

    // What the administrator wrote, as an origin; empty for what is none. Without encryption only on this very machine.
    public static function origin($typed)
    {
        $parts = is_string($typed) ? parse_url(trim($typed)) : false;
        $scheme = strtolower($parts['scheme'] ?? '');
        $host = strtolower($parts['host'] ?? '');
        $is_here = in_array($host, ['localhost', '127.0.0.1', '[::1]'], true);
        if ($host === '' || isset($parts['user']) || !($scheme === 'https' || ($scheme === 'http' && $is_here))) {
            return '';
        }
        return $scheme . '://' . $host . (isset($parts['port']) ? ':' . $parts['port'] : '');
    }

    public function sections($args)
    {
        $args['list']['rempart_report'] = ['id' => 'rempart_report', 'section' => rcube::Q($this->gettext('section'))];
        return $args;
    }

    public function fields($args)
    {
        if ($args['section'] !== 'rempart_report') {
            return $args;
        }
        $field = new html_passwordfield(['name' => '_rempart_key', 'id' => 'rempart-key', 'size' => 60, 'autocomplete' => 'off']);
        $options = [
            'key' => [
                'title' => html::label('rempart-key', rcube::Q($this->gettext('key_label'))),
                'content' => $field->show('') . html::p(['class' => 'form-text'], rcube::Q($this->gettext($this->key() === '' ? 'help' : 'held'))),
            ],
        ];
        if ($this->key() !== '') {
            $box = new html_checkbox(['name' => '_rempart_forget', 'id' => 'rempart-forget', 'value' => 1]);
            $options['forget'] = ['title' => html::label('rempart-forget', rcube::Q($this->gettext('forget'))), 'content' => $box->show(0)];
        }
        $args['blocks']['rempart'] = ['name' => rcube::Q($this->gettext('section')), 'options' => $options];
        return $args;
    }

    public function save($args)
    {
        if ($args['section'] !== 'rempart_report') {
            return $args;
        }
        $typed = trim(rcube_utils::get_input_string('_rempart_key', rcube_utils::INPUT_POST, true));
        if (rcube_utils::get_input_string('_rempart_forget', rcube_utils::INPUT_POST) === '1') {
            $args['prefs']['rempart_report_key'] = '';
        } elseif ($typed !== '' && preg_match(self::KEY, $typed)) {
            $args['prefs']['rempart_report_key'] = $this->rc->encrypt($typed);
        } elseif ($typed !== '') {
            $args['abort'] = true;
            $args['result'] = false;
            $args['message'] = $this->gettext('bad_key');
        }
        return $args;
    }
}
