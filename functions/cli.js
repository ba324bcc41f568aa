// Plain JavaScript, so that a Node that cannot run TypeScript still gets to say so.
if (process.features.typescript) {
  const { enableCompileCache } = await import("node:module");
  // Not in the folder for temporary files: what others may write there would be run.
  enableCompileCache(new URL("../node_modules/.cache/node", import.meta.url).pathname);
  await import("./cli/main.ts");
} else {
  process.stderr.write(
    `Máy đang chạy chương trình bằng Node.js ${process.versions.node}, không chạy được; chạy bằng npm để dùng đúng bản Node.js đi kèm, ví dụ npm run report -- --help (chưa cài đặt thì chạy npm ci trước).\n`,
  );
  process.exitCode = 1;
}
