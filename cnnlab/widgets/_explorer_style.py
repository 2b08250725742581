"""The style sheet of NetworkExplorer."""

STYLE = """
.cnnlab.cl-inside { container-type: inline-size; }
.cl-inside .cl-digits { display: flex; flex-wrap: wrap; gap: 6px; }
.cl-inside .cl-digits button { padding: 2px; line-height: 0; min-height: 0; border-radius: 4px; }
.cl-inside .cl-digits canvas { width: 28px; height: 28px; }
.cl-inside .cl-digits button[aria-pressed="true"] { outline: 2px solid var(--cl-window); outline-offset: 1px; }
.cl-inside .cl-filters { margin: 8px 0 12px; }
.cl-inside .cl-off { font-size: 13px; color: var(--cl-muted); flex: 1; min-width: 200px; }
.cl-inside canvas { image-rendering: pixelated; display: block; }
.cl-inside .cl-halves { display: grid; gap: 14px 24px; grid-template-columns: minmax(0, 1fr); align-items: start; }
@container (min-width: 860px) {
    .cl-inside .cl-halves { grid-template-columns: minmax(0, 1fr) 288px; }
}
.cl-inside .cl-net { position: relative; display: grid; gap: 10px; padding: 2px; border-radius: 6px; }
.cl-inside .cl-layer { display: grid; grid-template-columns: 104px minmax(0, 1fr); gap: 6px; align-items: center; }
.cl-inside .cl-label { font-size: 12px; line-height: 1.25; color: var(--cl-muted); }
.cl-inside .cl-label b { display: block; font-size: 12.5px; letter-spacing: -0.2px; color: var(--cl-text); }
.cl-inside .cl-maps { display: grid; justify-items: center; align-items: center; gap: 4px 0; cursor: crosshair; }
.cl-inside .cl-maps canvas { box-shadow: 0 0 0 1px var(--cl-line); touch-action: pan-y; }
.cl-inside .cl-maps.cl-input { justify-items: start; column-gap: 20px; }
.cl-inside .cl-flat .cl-maps { position: relative; }
.cl-inside .cl-flat .cl-maps canvas { width: 100%; height: 14px; }
.cl-inside .cl-flat .cl-maps:has(.cl-written) canvas { height: 22px; opacity: 0.62; }
.cl-inside .cl-written { position: absolute; inset: 0; display: flex; align-items: center; pointer-events: none; }
.cl-inside .cl-written span {
    flex: 1; text-align: center; font: 11px ui-monospace, Menlo, Consolas, monospace; color: var(--cl-text);
}
.cl-inside .cl-maps.cl-softmax { justify-items: start; }
.cnnlab.cl-inside svg { overflow: visible; }
.cnnlab.cl-inside .cl-softmax svg text { font-size: 12px; }
.cnnlab.cl-inside .cl-softmax svg .cl-share-text { font-size: 11px; fill: var(--cl-muted); }
.cl-inside .cl-was { stroke: var(--cl-text); stroke-width: 2; stroke-dasharray: 4 3; fill: none; }
.cl-inside .cl-ground { stroke: var(--cl-muted); }
.cnnlab.cl-inside .cl-marks {
    position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none; max-width: none;
}
.cl-inside .cl-rim, .cl-inside .cl-mark, .cl-inside .cl-cone { fill: none; vector-effect: non-scaling-stroke; }
.cl-inside .cl-rim { stroke: var(--cl-background); stroke-width: 4; opacity: 0.85; }
.cl-inside .cl-mark { stroke-width: 2; }
.cl-inside .cl-cone { stroke-width: 1; opacity: 0.4; }
.cl-inside .cl-mark.cl-window, .cl-inside .cl-cone.cl-window { stroke: var(--cl-window); }
.cl-inside .cl-mark.cl-output, .cl-inside .cl-cone.cl-output { stroke: var(--cl-output); }
.cl-inside .cl-mark.cl-highlight { stroke: var(--cl-highlight); }
.cnnlab.cl-inside button.cl-switch {
    display: block; margin: 0 auto 4px; padding: 0; width: 26px; min-height: 24px; font-size: 12px; border-radius: 4px;
    border-color: var(--cl-line);
}
.cnnlab.cl-inside button.cl-switch[aria-pressed="true"] { box-shadow: none; }
.cnnlab.cl-inside button.cl-switch[aria-pressed="false"] {
    text-decoration: line-through; border: 1px dashed var(--cl-text); color: var(--cl-muted);
}
.cl-inside .cl-says { font-size: 15px; }
.cl-inside .cl-says b { color: var(--cl-window); font-size: 20px; }
.cl-inside .cl-says span { display: block; font-size: 13px; color: var(--cl-muted); }
.cl-inside .cl-name { font-weight: 600; font-size: 15px; color: var(--cl-text); }
.cl-inside .cl-name::first-letter { text-transform: uppercase; }
.cl-inside .cl-say { margin-top: 4px; }
.cl-inside .cl-reach { margin-top: 10px; font-size: 13px; color: var(--cl-muted); }
.cl-inside .cl-tables { display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; margin-top: 8px; }
.cl-inside table { border-collapse: collapse; margin: 0; border: 0; font-size: 12px; }
.cl-inside caption {
    text-align: left; font-size: 12px; color: var(--cl-muted); padding: 0 0 3px; caption-side: top; white-space: nowrap;
}
.cl-inside td, .cl-inside th, .cl-inside tr { border: 0; background: none; }
.cl-inside td, .cl-inside th {
    font: 11px/22px ui-monospace, Menlo, Consolas, monospace; padding: 0 4px; text-align: right; color: var(--cl-text);
    white-space: nowrap;
}
.cl-inside .cl-numbers td {
    width: 39px; min-width: 39px; padding: 0; text-align: center; border: 1px solid var(--cl-line);
    font-size: 10.5px; letter-spacing: -0.4px;
}
.cl-inside .cl-numbers td.cl-padding { border-style: dashed; }
.cl-inside .cl-numbers td.cl-winner { outline: 2px solid var(--cl-highlight); font-weight: 700; }
.cl-inside .cl-terms { margin-top: 8px; }
.cl-inside .cl-terms th { font-family: system-ui, Arial, sans-serif; font-weight: 400; }
.cl-inside .cl-terms th:first-child { text-align: left; padding-left: 0; }
.cl-inside .cl-terms th[scope="col"] { color: var(--cl-muted); }
.cl-inside .cl-terms tr.cl-winner > * { color: var(--cl-highlight); font-weight: 700; }
.cl-inside .cl-channels { display: flex; flex-wrap: wrap; gap: 4px; margin-top: 8px; }
.cl-inside .cl-channels .cl-sub { flex-basis: 100%; }
.cnnlab.cl-inside .cl-channels button {
    padding: 0 5px; min-height: 24px; font: 11px ui-monospace, Menlo, Consolas, monospace;
}
.cl-inside .cl-loupes { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 12px; }
.cl-inside figure { margin: 0; width: 140px; }
.cl-inside .cl-digits button:disabled { opacity: 1; }
.cl-inside figcaption { font-size: 12px; color: var(--cl-muted); margin-bottom: 3px; }
.cl-inside .cl-cells { position: relative; width: 140px; box-shadow: 0 0 0 1px var(--cl-line); cursor: crosshair; }
.cl-inside .cl-cells canvas { width: 100%; touch-action: pan-y; }
.cnnlab.cl-inside .cl-cells svg { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none; }
"""
