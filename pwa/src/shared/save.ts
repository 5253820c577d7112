/** Hands a file to the browser to save. The address of its bytes is taken back once the save has begun. */
export function save(file: Blob, name: string): void {
  const link = document.createElement("a"), url = URL.createObjectURL(file);
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
