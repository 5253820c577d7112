/** One thing that is on or off, with a line that says what that means. */
export function Switch({ label, sub, on, onChange }: { label: string; sub: string; on: boolean; onChange: (next: boolean) => void }) {
  return (
    <label class="row"><span class="b"><b>{label}</b><span class="sub">{sub}</span></span><input type="checkbox" role="switch" class="switch" checked={on} onChange={(e) => onChange(e.currentTarget.checked)} /></label>
  );
}
