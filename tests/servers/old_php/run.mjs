// run.mjs FOLDER: the code on standard input, with the folder as /site.
import { getPHPLoaderModule } from '@php-wasm/node-7-4';
import { PHP, loadPHPRuntime } from '@php-wasm/universal';

const root = process.argv[2];
const parts = [];
for await (const part of process.stdin) {
    parts.push(part);
}
const php = new PHP(await loadPHPRuntime(await getPHPLoaderModule()));
php.mkdir('/site');
await php.mount('/site', (_, fs, at) => {
    fs.mount(fs.filesystems.NODEFS, { root }, at);
    return () => fs.unmount(at);
});
try {
    const answer = await php.run({ code: Buffer.concat(parts).toString() });
    process.stdout.write(answer.text, () => process.exit(answer.exitCode));
} catch (fault) {
    process.stderr.write(String(fault.response?.errors ?? fault), () => process.exit(1));
}
