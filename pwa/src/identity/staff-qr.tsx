import { useEffect, useState } from "preact/hooks";

/** The SVG with the name space that an image needs; inside a page it would be understood without. */
const asImage = (svg: string): string => /\sxmlns=/.test(svg) ? svg : svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');

/** A QR code from the server, shown as an image: the page's policy lets no markup in from outside. */
export function QrImage({ svg, label }: { svg: string; label: string }) {
  const [src, setSrc] = useState<string>();
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([asImage(svg)], { type: "image/svg+xml" }));
    setSrc(url);
    return () => URL.revokeObjectURL(url);
  }, [svg]);
  return <div class="qr">{src && <img src={src} alt={label} />}</div>;
}
