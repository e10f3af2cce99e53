"use strict";
(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const plots = [...document.querySelectorAll(".plot")];
  const drawn = new Set();

  const colours = () => {
    const style = getComputedStyle(document.documentElement);
    return { ink: style.getPropertyValue("--ink").trim(), line: style.getPropertyValue("--line").trim() };
  };

  const draw = (plot) => {
    if (drawn.has(plot)) return;
    drawn.add(plot);
    const { data, layout } = JSON.parse(plot.nextElementSibling.textContent);
    const { ink, line } = colours();
    layout.font = { ...layout.font, color: ink };
    for (const axis of ["xaxis", "yaxis"]) layout[axis] = { ...layout[axis], gridcolor: line, linecolor: line };
    Plotly.newPlot(plot, data, layout, { responsive: true, displayModeBar: false });
  };

  const recolour = () => {
    const { ink, line } = colours();
    const changes = { "font.color": ink, "title.font.color": ink };
    for (const axis of ["xaxis", "yaxis"]) Object.assign(changes, { [axis + ".gridcolor"]: line, [axis + ".linecolor"]: line });
    for (const plot of drawn) Plotly.relayout(plot, changes);
  };

  // A chart is drawn when it comes near the window, so that the answer is there at once; a print has all of them.
  const near = new IntersectionObserver(
    (seen) => { for (const one of seen) if (one.isIntersecting) { near.unobserve(one.target); draw(one.target); } },
    { rootMargin: "400px" },
  );
  for (const plot of plots) near.observe(plot);
  dark.addEventListener("change", recolour);
  window.addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
    plots.forEach(draw);
    recolour();
  });
  window.addEventListener("afterprint", recolour);
  document.documentElement.dataset.ready = "yes";
})();
