"""What runs inside the page: clicks without a person's hesitation, and clocks that stand next to what they time."""

_UNTIL = """
const until = (find) => new Promise((resolve) => {
  const look = () => { const found = find(); if (found) { watching.disconnect(); resolve(found); } };
  const watching = new MutationObserver(look);
  watching.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  look();
});
const button = (words) => [...document.querySelectorAll('button')]
  .find((one) => !one.disabled && `${one.getAttribute('aria-label') ?? ''} ${one.textContent}`.includes(words));
"""
SHUTTER = f"""async () => {{
  {_UNTIL}
  const shutter = await until(() => button('拍照'));
  const began = performance.now();
  shutter.click();
  (await until(() => button('使用'))).click();
  await until(() => document.body.textContent.includes('已安全保存在本机'));
  await new Promise(requestAnimationFrame);
  return performance.now() - began;
}}"""
"""Milliseconds from the click on the shutter to the words "safe on this phone" on the screen."""

SHUTTER_FLOOR = """async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 2048, height: 1536 } });
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = stream;
  await video.play();
  const db = await new Promise((resolve) => {
    const asked = indexedDB.open('bench-floor', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('photos');
    asked.onsuccess = () => resolve(asked.result);
  });
  const done = (transaction) => new Promise((resolve) => { transaction.oncomplete = resolve; });
  const began = performance.now();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  canvas.getContext('2d', { willReadFrequently: true, alpha: false }).drawImage(video, 0, 0);
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, 'image/jpeg', 0.85); });
  const bytes = await blob.arrayBuffer();
  await crypto.subtle.digest('SHA-256', bytes);
  const writing = db.transaction('photos', 'readwrite', { durability: 'strict' });
  writing.objectStore('photos').put(bytes, 'one');
  await done(writing);
  const reading = db.transaction('photos');
  const asked = reading.objectStore('photos').get('one');
  await done(reading);
  await crypto.subtle.digest('SHA-256', asked.result);
  const took = performance.now() - began;
  stream.getTracks().forEach((track) => track.stop());
  db.close();
  return took;
}"""
"""The same without an app: a frame, a JPEG, a hash, a strict write, a read, a hash."""

GRAIN = """
const draw = CanvasRenderingContext2D.prototype.drawImage;
CanvasRenderingContext2D.prototype.drawImage = function (...given) {
  draw.apply(this, given);
  if (!(given[0] instanceof HTMLVideoElement)) return;
  for (let spot = 0; spot < 8; spot += 1) {
    this.fillStyle = `#${Math.floor(Math.random() * 0xffffff).toString(16).padStart(6, '0')}`;
    this.fillRect(spot * 32, 0, 16, 16);
  }
};
"""
"""A real camera never sees the same twice; the fake one's film does, and equal photos are sent once."""

PHOTO_SIZES = """async () => {
  const db = await new Promise((resolve) => {
    const asked = indexedDB.open('halfday');
    asked.onsuccess = () => resolve(asked.result);
  });
  const asked = db.transaction('captures').objectStore('captures').getAll();
  const rows = await new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  db.close();
  return rows.map((row) => row.size);
}"""
"""Bytes of every photo the phone knows of."""

OPEN_SLOT = """async () => {
  const { assignments } = await (await fetch('/api/supervision/assignments')).json();
  return assignments.flatMap((one) => one.slots).find((slot) => slot.state === 'open').id;
}"""

USABLE = f"""
window.usable = (async () => {{
  {_UNTIL}
  await until(() => button('拍摄：'));
  await new Promise(requestAnimationFrame);
  return performance.now();
}})();
"""
"""A promise of when the list of half-days can be used: its main button is there and enabled."""
