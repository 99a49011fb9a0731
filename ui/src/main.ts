/** Begins the interface: its style sheets, and the window's one component. */
import './styles/all.css'
import { mount } from 'svelte'
import App from './App.svelte'

const target = document.getElementById('desk')
if (target) mount(App, { target })
