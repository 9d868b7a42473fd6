import streamlit as st

from dashboard import filters

tables = filters.shown()
st.title("Overview")
st.dataframe(tables.articles)
