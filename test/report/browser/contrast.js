// Evaluated in the page: every visible text whose contrast WCAG 2.2 (1.4.3) would not let pass, as "ratio: text".
(() => {
  const channels = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const [red, green, blue] = [r, g, b].map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const background = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const [r, g, b, alpha = 1] = channels(getComputedStyle(each).backgroundColor);
      if (alpha === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const problems = new Set();
  let texts = 0;
  while (walker.nextNode()) {
    const { parentElement: element, textContent } = walker.currentNode;
    if (!textContent.trim() || !element.checkVisibility() || ["SCRIPT", "STYLE", "title"].includes(element.tagName)) continue;
    texts++;
    const style = getComputedStyle(element);
    const inPicture = element instanceof SVGElement;
    const [text, behind] = [luminance(channels(inPicture ? style.fill : style.color)), luminance(background(element))];
    const ratio = (Math.max(text, behind) + 0.05) / (Math.min(text, behind) + 0.05);
    if (ratio < 4.5) problems.add(`${ratio.toFixed(2)}: ${textContent.trim().slice(0, 40)}`);
  }
  return { texts, problems: [...problems] };
})();
