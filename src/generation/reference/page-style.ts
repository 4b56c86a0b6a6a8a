/** How the reference page looks: wide, narrow, dark and printed. */
export const STYLE = `
:root{--brand:BRAND;--fg:#1b1a19;--dim:#57534e;--bg:#fff;--panel:#f6f5f4;--line:#d9d6d3;--link:#0b5a9d;--mark:#fff3c4;--focus:#0b5a9d}
@media (prefers-color-scheme:dark){:root{--fg:#ecebea;--dim:#b6b2ae;--bg:#1b1a19;--panel:#252423;--line:#45423f;--link:#82c7ff;--mark:#4a4015;--focus:#82c7ff}}
*{box-sizing:border-box}
html{scroll-padding-top:5rem}
body{margin:0;font:16px/1.5 "Segoe UI",system-ui,-apple-system,sans-serif;color:var(--fg);background:var(--bg);overflow-wrap:anywhere}
a{color:var(--link)}
a:focus-visible,input:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
.skip{position:absolute;left:-999px}.skip:focus{left:.5rem;top:.5rem;background:var(--bg);padding:.5rem;z-index:3}
.bar{position:sticky;top:0;z-index:2;display:flex;align-items:center;gap:.75rem;padding:.6rem 1.25rem;background:var(--bg);border-bottom:3px solid var(--brand)}
.bar .name{font-weight:600;flex:1;min-width:0}
.icon{border-radius:4px}
.search{display:flex;align-items:center;gap:.5rem}
.search[hidden]{display:none}
.search label{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.search input{font:inherit;width:16rem;max-width:100%;padding:.35rem .6rem;color:var(--fg);background:var(--panel);border:1px solid var(--dim);border-radius:4px}
#found{color:var(--dim);font-size:.85rem;min-width:4.5rem}
.columns{display:grid;grid-template-columns:17rem minmax(0,1fr);gap:2rem;max-width:86rem;margin:0 auto;padding:1.25rem}
nav{position:sticky;top:5rem;align-self:start;max-height:calc(100vh - 6rem);overflow:auto;font-size:.9rem}
nav summary{font-weight:600;cursor:pointer}
nav ul{list-style:none;margin:.3rem 0;padding-left:.7rem}
nav li{margin:.25rem 0}
nav a{text-decoration:none}nav a:hover{text-decoration:underline}
main{min-width:0}
h1{font-size:2rem;line-height:1.2;margin:.2rem 0 1rem}
h2{font-size:1.5rem;margin:2.2rem 0 .8rem;padding-top:.6rem;border-top:1px solid var(--line)}
h3{font-size:1.2rem;margin:1.8rem 0 .5rem}
h4{font-size:1rem;margin:1.2rem 0 .4rem;color:var(--dim)}
.anchor{color:var(--dim);text-decoration:none;font-weight:400;opacity:0}
h1:hover .anchor,h2:hover .anchor,h3:hover .anchor,h4:hover .anchor,.anchor:focus{opacity:1}
.table{overflow-x:auto;margin:.6rem 0 1rem}
table{border-collapse:collapse;width:100%;font-size:.93rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .7rem;border-bottom:1px solid var(--line)}
th,thead td{background:var(--panel)}
th{font-weight:600;white-space:nowrap}
th,td{overflow-wrap:break-word}
td:first-child{min-width:8rem}
pre{background:var(--panel);border:1px solid var(--line);border-radius:4px;padding:.8rem 1rem;overflow:auto;max-height:28rem;font-size:.85rem;line-height:1.45;overflow-wrap:normal}
code{font-family:ui-monospace,"Cascadia Mono",Consolas,monospace}
:not(pre)>code{background:var(--panel);padding:.1rem .3rem;border-radius:3px}
section[hidden],nav li[hidden]{display:none}
tr.hit{background:var(--mark)}
@media (max-width:56rem){
.columns{display:block;padding:1rem}
nav{position:static;max-height:none;border:1px solid var(--line);border-radius:4px;padding:.5rem .8rem;margin-bottom:1rem}
.bar{flex-wrap:wrap;padding:.6rem 1rem}
.search{width:100%}.search input{flex:1;width:auto;min-width:0}
h1{font-size:1.6rem}
.bar{position:static}
html{scroll-padding-top:1rem}
}
@media screen and (max-width:40rem){
table,tbody,tr,td{display:block}
thead{display:none}.pairs thead,.pairs th{display:block}.pairs thead td{display:none}
tr{padding:.5rem .2rem;border-bottom:1px solid var(--line)}
td{border:0;padding:.15rem 0;min-width:0}
td:empty{display:none}
td[data-label]::before{content:attr(data-label) ": ";color:var(--dim)}
td:first-child{font-weight:600}td:first-child::before{content:none}
}
@media print{
:root{--fg:#000;--dim:#333;--bg:#fff;--panel:#fff;--line:#999;--link:#000}
.bar{position:static}.search,nav,.skip,.anchor{display:none}
.columns{display:block;max-width:none;padding:0}
body{font-size:10.5pt}
section[hidden]{display:block}
.table,pre{overflow:visible;max-height:none}
pre{white-space:pre-wrap}
tr,h3,h4{break-inside:avoid}
h2,h3,h4{break-after:avoid}
thead{display:table-header-group}
}
`;
